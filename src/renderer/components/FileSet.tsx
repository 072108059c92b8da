import { useState, type ReactNode } from 'react'
import type { ArtifactSnapshot } from '../../shared/contract/bots.ts'
import { describeArtifact } from '../messages/services.ts'
import { artifactLooks } from '../messages/states.ts'
import { classNames } from './class-names.ts'
import styles from './FileSet.module.css'
import { artifactIcon } from './icons/artifact-icon.ts'
import { Icon } from './icons/Icon.tsx'
import { LookText } from './StateText.tsx'

interface FileSetProps {
  readonly files: readonly ArtifactSnapshot[]
  /** What an unfolded row shows; a row opens only when the file was written. */
  readonly renderDetail: (file: ArtifactSnapshot) => ReactNode
}

/** The files of one set: name, what it is in words, owner, mode, and whether it is proven. */
export function FileSet({ files, renderDetail }: FileSetProps) {
  const [opened, setOpened] = useState<string>()
  return (
    <ul className={styles.set}>
      {files.map((file) => {
        const isOpen = opened === file.name
        const canOpen = file.state !== 'not-written' && file.state !== 'missing'
        const Row = canOpen ? 'button' : 'div'
        return (
          <li key={file.name}>
            <Row
              className={classNames(styles.row, canOpen && styles.opens)}
              {...(canOpen
                ? {
                    type: 'button' as const,
                    'aria-expanded': isOpen,
                    onClick: () => setOpened(isOpen ? undefined : file.name),
                  }
                : {})}
            >
              <span className={styles.icon}>
                <Icon name={artifactIcon(file.kind)} />
              </span>
              <span className={styles.name}>{file.name}</span>
              <span className={styles.what}>{file.problem ?? describeArtifact(file)}</span>
              <span className={styles.owner}>{file.owner}</span>
              <span className={styles.mode}>{file.mode}</span>
              <span className={styles.state}>
                <LookText look={artifactLooks[file.state]} />
              </span>
              <span className={classNames(styles.chevron, isOpen && styles.open)}>
                {canOpen && <Icon name="chevron-right" size={14} />}
              </span>
            </Row>
            {isOpen && <div className={styles.detail}>{renderDetail(file)}</div>}
          </li>
        )
      })}
    </ul>
  )
}
