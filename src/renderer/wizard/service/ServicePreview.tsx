import { useAppStore } from '../../stores/app-store.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { wizardTexts as texts } from '../../messages/wizard.ts'
import { tagOf } from '../destination/readers.ts'
import type { Destination } from '../destination/use-destination.ts'
import { SideSection } from '../SideSection.tsx'
import styles from '../Side.module.css'
import { WrittenFiles } from '../WrittenFiles.tsx'
import type { Service } from './use-service.ts'

/** What the service will write, as far as it is known. */
export function ServicePreview({ service, destination }: { service: Service; destination: Destination }) {
  return (
    <SideSection title={texts.written} note={texts.follows}>
      <Written service={service} destination={destination} />
    </SideSection>
  )
}

function Written({ service, destination }: { service: Service; destination: Destination }) {
  const { homeFolder, userName } = useAppStore((state) => state.info) ?? {}
  const { type, folder, files, readers } = destination
  if (files.length === 0 || !service.hasDestination)
    return <p className={`${styles.box} ${styles.empty}`}>{texts.nothingWritten}</p>
  if (type === 'memory') return <p className={`${styles.box} ${styles.empty}`}>{texts.memoryWritten}</p>
  if (type === 'kubernetes_secret')
    return (
      <WrittenFiles place={texts.secretFolder(destination.textOf('name'))} placeKind="secret" files={files} />
    )
  const names = readers.map(tagOf).join(' and ')
  const foot = userName && (names === '' ? texts.onlyWriter(userName) : texts.writers(userName, names))
  return (
    <WrittenFiles
      place={folder === '' ? texts.noFolder : shortenHome(folder, homeFolder)}
      placeKind="folder"
      files={files}
      foot={foot}
    />
  )
}
