import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { assertNever } from '../../../shared/errors.ts'
import type { Plan, PlannedFileChange } from '../../../shared/config/plan/model.ts'
import type { Problem } from '../../../shared/config/problem.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import type { LiveAnswer } from '../../bridge/use-live-answer.ts'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Loading } from '../../components/Skeleton.tsx'
import { InlineCode } from '../../form/InlineCode.tsx'
import { severityLooks, type StateLook } from '../../messages/states.ts'
import { wizardTexts as texts } from '../../messages/wizard.ts'
import { useAppStore } from '../../stores/app-store.ts'
import styles from './CheckStep.module.css'

interface CheckStepProps {
  readonly problems: readonly Problem[]
  readonly isChecked: boolean
  readonly target: number
  readonly plan: LiveAnswer<Plan>
  /** The step a problem is put right at; undefined when the wizard has no place for it. */
  readonly stepOf: (problem: Problem) => { readonly id: string; readonly title: string } | undefined
  readonly onGo: (step: string, problem: Problem) => void
  /** Where a problem is shown that no step has a place for. */
  readonly hrefOf?: (problem: Problem) => string
}

/** What is missing, what would happen, and which files would be there: the plan in short. */
export function CheckStep({ problems, isChecked, target, plan, stepOf, onGo, hrefOf }: CheckStepProps) {
  return (
    <>
      <section className={styles.box} aria-label={texts.problems} aria-busy={!isChecked}>
        {problems.length === 0 ? (
          <p className={styles.line}>
            {isChecked ? (
              <>
                <Glyph shape="tick" tone="ok" /> {texts.noProblems(target)}
              </>
            ) : (
              <>
                <Glyph shape="turning" tone="busy" /> {texts.checking}
              </>
            )}
          </p>
        ) : (
          <ul>
            {sorted(problems).map((problem) => (
              <Row
                key={`${problem.code} ${problem.path} ${problem.line}:${problem.column}`}
                problem={problem}
                step={stepOf(problem)}
                onGo={onGo}
                href={hrefOf?.(problem)}
              />
            ))}
          </ul>
        )}
      </section>
      <PlanPart plan={plan} />
    </>
  )
}

const order = ['error', 'hazard', 'ignored', 'info']

function sorted(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || a.line - b.line)
}

interface RowProps {
  readonly problem: Problem
  readonly step: { readonly id: string; readonly title: string } | undefined
  readonly onGo: (step: string, problem: Problem) => void
  readonly href: string | undefined
}

function Row({ problem, step, onGo, href }: RowProps) {
  const { shape, tone, word } = severityLooks[problem.severity]
  return (
    <li className={classNames(styles.line, styles.problem)}>
      <Glyph shape={shape} tone={tone} label={word} />
      <span className={styles.words}>
        <InlineCode text={problem.message} />
        <span className={styles.path}>
          {problem.path} {problem.line}:{problem.column}
        </span>
      </span>
      {step ? (
        <Button onClick={() => onGo(step.id, problem)}>{texts.goTo(step.title)}</Button>
      ) : (
        href !== undefined && (
          <Button component={Link} href={href}>
            {texts.showInFile}
          </Button>
        )
      )}
    </li>
  )
}

function PlanPart({ plan: { value, isCurrent, error } }: { plan: LiveAnswer<Plan> }) {
  if (error) return <p className={styles.quiet}>{texts.planFailed}</p>
  if (!value)
    return isCurrent ? null : (
      <Loading>
        <p className={styles.quiet}>{texts.planLoading}</p>
      </Loading>
    )
  // With errors there is no plan; they are listed above.
  if (value.errors.length > 0) return null
  return (
    <div className={classNames(styles.plan, !isCurrent && styles.stale)} aria-busy={!isCurrent}>
      <section className={styles.box} aria-label={texts.planTitle}>
        <h2 className={styles.title}>{value.title}</h2>
        <ul>
          {value.services.map((service) => {
            const look = changeLook(service.change)
            return (
              <li key={service.name} className={styles.line}>
                <Glyph shape={look.shape} tone={look.tone} />
                <span className={styles.words}>
                  <strong>{service.name}</strong> {texts.changeWords[service.change]}
                  {service.reasons.length > 0 && (
                    <span className={styles.path}>{service.reasons.join(', ')}</span>
                  )}
                </span>
              </li>
            )
          })}
          <li className={styles.line}>
            <Glyph
              shape={value.join.needsToken ? 'ring-dot' : 'tick'}
              tone={value.join.needsToken ? 'busy' : 'ok'}
            />
            <span className={styles.words}>{value.join.reason}</span>
          </li>
          {value.hazards.map((hazard) => (
            <li key={`${hazard.code} ${hazard.path} ${hazard.message}`} className={styles.line}>
              <Glyph shape="triangle" tone="warn" label={severityLooks.hazard.word} />
              <span className={styles.words}>
                <InlineCode text={hazard.message} />
              </span>
            </li>
          ))}
          {value.unknown.map((each) => (
            <li key={each} className={styles.line}>
              <Glyph shape="unknown" tone="idle" />
              <span className={styles.words}>{each}</span>
            </li>
          ))}
        </ul>
      </section>
      <Files plan={value} />
    </div>
  )
}

function Files({ plan }: { plan: Plan }) {
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
          <FolderFiles place={place} files={files} />
        </ul>
      ))}
    </section>
  )
}

/** More files than this are folded. */
const shownFirst = 6

function FolderFiles({ place, files }: { place: string; files: readonly PlannedFileChange[] }) {
  const [isOpen, setIsOpen] = useState(false)
  const isFolded = !isOpen && files.length > shownFirst + 1
  return (
    <>
      {(isFolded ? files.slice(0, shownFirst) : files).map((file) => (
        <li key={`${file.path} ${file.change}`} className={styles.file}>
          <span />
          <span className={styles.name}>{file.path.slice(place.length + 1)}</span>
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

function changeLook(change: Plan['services'][number]['change']): Pick<StateLook, 'shape' | 'tone'> {
  switch (change) {
    case 'start':
      return { shape: 'ring-dot', tone: 'busy' }
    case 'restart':
      return { shape: 'turning', tone: 'busy' }
    case 'stop':
      return { shape: 'square', tone: 'idle' }
    case 'none':
      return { shape: 'tick', tone: 'ok' }
    default:
      return assertNever(change)
  }
}
