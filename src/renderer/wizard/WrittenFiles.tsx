import { useState, type ReactNode } from 'react'
import type { PlannedFile } from '../../shared/config/artifacts/model.ts'
import { artifactIcon } from '../components/icons/artifact-icon.ts'
import { Icon } from '../components/icons/Icon.tsx'
import { wizardTexts as texts } from '../messages/wizard.ts'
import styles from './Side.module.css'

/** More files than this are folded. */
const shownFirst = 8

interface WrittenFilesProps {
  /** The folder, the Secret's name, or what stands for it while it is not known. */
  readonly place: string
  readonly placeKind: 'folder' | 'secret'
  readonly files: readonly PlannedFile[]
  /** Who writes and who reads. */
  readonly foot?: ReactNode
}

/** The exact files of a service with what is in each, and their modes. */
export function WrittenFiles({ place, placeKind, files, foot }: WrittenFilesProps) {
  const [isOpen, setIsOpen] = useState(false)
  const isFolded = !isOpen && files.length > shownFirst
  const shown = isFolded ? files.slice(0, shownFirst - 1) : files
  const hasModes = placeKind === 'folder'
  return (
    <div className={styles.box}>
      <p className={styles.folder}>
        <span className={styles.icon}>
          <Icon name={hasModes ? 'folder' : 'cube'} />
        </span>
        <span className={styles.folderName}>{place}</span>
        {hasModes && <span className={styles.mode}>0700</span>}
      </p>
      <ul className={styles.files}>
        {shown.map((file) => (
          <li key={file.name} className={styles.file}>
            <span className={styles.icon}>
              <Icon name={file.shape === 'socket' ? 'plug' : artifactIcon(file.kind)} size={14} />
            </span>
            <span className={styles.name}>{file.name}</span>
            <span className={styles.what}>{file.description}</span>
            <span className={styles.mode}>{hasModes ? '0600' : ''}</span>
          </li>
        ))}
      </ul>
      {isFolded && (
        <button type="button" className={styles.more} onClick={() => setIsOpen(true)}>
          {texts.moreFiles(files.length - shown.length)}
        </button>
      )}
      {foot && (
        <p className={styles.foot}>
          <Icon name="users" size={14} />
          <span>{foot}</span>
        </p>
      )}
    </div>
  )
}
