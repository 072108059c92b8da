import type { Leftover, PlannedFileChange } from '../../../shared/config/plan/model.ts'
import type { LeftoverView } from '../../../shared/contract/views.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { Icon, type IconName } from '../../components/icons/Icon.tsx'
import { fileCounts, fileWords, groupSentence, planTexts as texts } from '../../messages/plan.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { countChanges, groupFiles, type FileGroup } from './file-groups.ts'
import { DeleteLater, LeftoverResult } from './LeftBehind.tsx'
import styles from './Plan.module.css'
import { PlanRow, PlanSection } from './PlanSection.tsx'

interface PlannedFilesProps {
  readonly files: readonly PlannedFileChange[]
  /** Folders that may be cleared afterwards; none where that is not to be asked. */
  readonly leftovers: readonly Leftover[]
  readonly ticked: readonly string[]
  readonly onTick: (folder: string, isTicked: boolean) => void
  /** What became, or will become, of the folders that were ticked. */
  readonly outcomes: readonly Pick<LeftoverView, 'folder' | 'outcome'>[]
}

/** Which files are made, replaced, taken away or left behind, by place; the files themselves on request. */
export function PlannedFiles({ files, leftovers, ticked, onTick, outcomes }: PlannedFilesProps) {
  const home = useAppStore((state) => state.info?.homeFolder)
  const counts = countChanges(files)
  return (
    <PlanSection title={texts.files} note={fileCounts(counts)}>
      {files.length === 0 ? (
        <p className={styles.quiet}>{texts.noFiles}</p>
      ) : (
        <ul>
          {groupFiles(files).map((group) => {
            const isLeft = group.fate === 'left-behind'
            const leftover = leftovers.find(({ folder }) => isLeft && folder === group.place)
            const result = outcomes.find(({ folder }) => isLeft && folder === group.place)
            return (
              <PlanRow
                key={`${group.fate} ${group.place}`}
                mark={
                  <span className={marks[group.fate]}>
                    <Icon name={iconOf(group)} />
                  </span>
                }
                title={<span className="bd-mono">{shortenHome(group.place, home)}</span>}
                text={result ? <LeftoverResult outcome={result.outcome} /> : sentenceOf(group)}
              >
                {group.files.length > 1 && <FileList group={group} />}
                {leftover && (
                  <DeleteLater
                    leftover={leftover}
                    isTicked={ticked.includes(leftover.folder)}
                    onTick={(isTicked) => onTick(leftover.folder, isTicked)}
                  />
                )}
              </PlanRow>
            )
          })}
        </ul>
      )}
    </PlanSection>
  )
}

function FileList({ group }: { group: FileGroup }) {
  return (
    <details className={styles.details}>
      <summary>{texts.showFiles(group.files.length)}</summary>
      <ul className={styles.fileList}>
        {group.files.map((file) => (
          <li key={`${file.path} ${file.change}`}>
            <span className={styles.fileName}>
              {file.path.slice(group.place.length).replace(/^[/ ]/, '')}
            </span>
            <span className={styles.fileFact}>{fileWords[file.change]}</span>
            <span className={styles.fileFact}>{file.mode}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

const marks: Readonly<Record<FileGroup['fate'], string | undefined>> = {
  written: styles.written,
  removed: styles.gone,
  'left-behind': styles['left-behind'],
}

function iconOf({ place, container, fate }: FileGroup): IconName {
  if (place === 'memory') return 'chip'
  if (place.startsWith('kubernetes_secret')) return 'cube'
  return container?.change === 'create' && fate === 'written' ? 'folder-plus' : 'folder'
}

function sentenceOf(group: FileGroup): string {
  const { container, files, fate } = group
  const modes = [...new Set(files.flatMap(({ mode }) => mode ?? []))]
  return groupSentence({
    fate,
    isMade: container?.change === 'create' && container.shape === 'folder',
    folderMode: container?.mode,
    owner: container?.owner ?? files.find(({ owner }) => owner !== undefined)?.owner,
    counts: countChanges(files),
    total: files.length,
    modes,
  })
}
