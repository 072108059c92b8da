import { useState } from 'react'
import type { PlannedFile } from '../../../shared/config/artifacts/model.ts'
import type { Plan, PlannedFileChange } from '../../../shared/config/plan/model.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/icons/Icon.tsx'
import { wizardTexts as texts } from '../../messages/wizard.ts'
import { useAppStore } from '../../stores/app-store.ts'
import styles from './CheckStep.module.css'

/** Which files would be there, under their folders, with owner and mode; `known` has the words for those of the service. */
export function PlannedFiles({ plan, known }: { plan: Plan; known: readonly PlannedFile[] }) {
  const home = useAppStore((state) => state.info?.homeFolder)
  const folders = foldersOf(plan.files)
  return (
    <section className={styles.box} aria-label={texts.filesTitle}>
      <h2 className={styles.title}>{texts.filesTitle}</h2>
      {folders.length === 0 && <p className={styles.line}>{texts.filesNone}</p>}
      {folders.map(({ place, folder, files }) => (
        <ul key={place} className={styles.files} aria-label={place}>
          <li className={classNames(styles.file, styles.folder)}>
            <Icon name={folder?.shape === 'secret' ? 'cube' : 'folder'} size={14} />
            <span className={styles.name}>{shortenHome(place, home)}</span>
            <Facts file={folder} />
          </li>
          <FolderFiles place={place} files={files} known={known} />
        </ul>
      ))}
    </section>
  )
}

/** More files than this are folded. */
const shownFirst = 6

interface FolderFilesProps {
  readonly place: string
  readonly files: readonly PlannedFileChange[]
  readonly known: readonly PlannedFile[]
}

function FolderFiles({ place, files, known }: FolderFilesProps) {
  const [isOpen, setIsOpen] = useState(false)
  const isFolded = !isOpen && files.length > shownFirst + 1
  return (
    <>
      {(isFolded ? files.slice(0, shownFirst) : files).map((file) => (
        <li key={`${file.path} ${file.change}`} className={styles.file}>
          <span />
          <FileName
            name={file.path.slice(place.length + 1)}
            known={file.service === undefined ? [] : known}
          />
          <Facts file={file} />
        </li>
      ))}
      {isFolded && (
        <li>
          <button type="button" className={styles.more} onClick={() => setIsOpen(true)}>
            {texts.moreFiles(files.length - shownFirst)}
          </button>
        </li>
      )}
    </>
  )
}

function FileName({ name, known }: { name: string; known: readonly PlannedFile[] }) {
  const what = known.find((file) => file.name === name)?.description
  return (
    <span className={styles.words}>
      <span className={styles.name}>{name}</span> {what && <span className={styles.what}>{what}</span>}
    </span>
  )
}

function Facts({ file }: { file: PlannedFileChange | undefined }) {
  return (
    <>
      <span className={styles.change}>{file && texts.fileWords[file.change]}</span>
      <span className={styles.owner}>{file?.owner}</span>
      <span className={styles.mode}>{file?.mode}</span>
    </>
  )
}

interface PlannedFolder {
  readonly place: string
  readonly folder: PlannedFileChange | undefined
  readonly files: readonly PlannedFileChange[]
}

/** The files under their folders: those of services first, the bot's own after. */
function foldersOf(files: readonly PlannedFileChange[]): readonly PlannedFolder[] {
  const isPlace = (file: PlannedFileChange): boolean => file.shape === 'folder' || file.shape === 'secret'
  const placeOf = (file: PlannedFileChange): string =>
    isPlace(file)
      ? file.path
      : (files.find((each) => isPlace(each) && file.path.startsWith(`${each.path}/`))?.path ??
        file.path.replace(/\/[^/]*$/, ''))
  const isOwn = (place: string): boolean =>
    files.every((file) => placeOf(file) !== place || file.service === undefined)
  return [...new Set(files.map(placeOf))]
    .toSorted((left, right) => Number(isOwn(left)) - Number(isOwn(right)))
    .map((place) => ({
      place,
      folder: files.find((file) => isPlace(file) && file.path === place),
      files: files.filter((file) => !isPlace(file) && placeOf(file) === place),
    }))
}
