import { Button, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { worstFirst, type Problem } from '../../../shared/config/problem.ts'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { keepInSight } from '../../components/keep-in-sight.ts'
import { canBeKept } from '../../editor/fixes.ts'
import { InlineCode } from '../../components/InlineCode.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { severityLooks } from '../../messages/states.ts'
import { PopoverForm } from './PopoverForm.tsx'
import styles from './ProblemRows.module.css'

/** More rows would hold up the page and help nobody. */
const mostRows = 200

interface ProblemRowsProps {
  readonly problems: readonly Problem[]
  /** The one the cursor is at: marked, and kept in sight. */
  readonly current: Problem | undefined
  /** The one whose reason is asked for. */
  readonly keeping: Problem | undefined
  readonly onJump: (problem: Problem) => void
  readonly onFix: (problem: Problem) => void
  readonly onKeeping: (problem: Problem | undefined) => void
  readonly onKeep: (problem: Problem, reason: string) => void
}

/** The findings, errors first: shape, sentence, place, the fix, and keeping it. `Enter` jumps, `Ctrl .` fixes. */
export function ProblemRows(props: ProblemRowsProps) {
  const { problems, current, keeping } = props
  const sorted = problems.toSorted(worstFirst)
  const shown = sorted.filter(
    (problem, index) => index < mostRows || problem === current || problem === keeping,
  )
  return (
    <>
      <ul className={styles.rows}>
        {shown.map((problem) => (
          <Row
            key={`${problem.code} ${problem.line}:${problem.column} ${problem.path}`}
            problem={problem}
            {...props}
          />
        ))}
      </ul>
      {sorted.length > shown.length && (
        <p className={styles.rest}>{texts.moreProblems(sorted.length - shown.length)}</p>
      )}
    </>
  )
}

function Row({
  problem,
  current,
  keeping,
  onJump,
  onFix,
  onKeeping,
  onKeep,
}: ProblemRowsProps & { problem: Problem }) {
  const { shape, tone, word } = severityLooks[problem.severity]
  return (
    <li
      ref={problem === current ? keepInSight : undefined}
      aria-current={problem === current ? 'location' : undefined}
      className={classNames(styles.row, problem === current && styles.current)}
    >
      <Glyph shape={shape} tone={tone} label={word} />
      <button
        type="button"
        className={styles.jump}
        onClick={() => onJump(problem)}
        onKeyDown={(event) => {
          if (event.key === '.' && event.ctrlKey && problem.fix) onFix(problem)
        }}
      >
        <InlineCode text={problem.message} />
      </button>
      <span className={styles.place}>
        {problem.line}:{problem.column}
      </span>
      <span className={styles.acts}>
        {problem.fix && <Button onClick={() => onFix(problem)}>{problem.fix.title}</Button>}
        {canBeKept(problem) && (
          <KeepButton
            problem={problem}
            isOpen={keeping === problem}
            onOpen={(isOpen) => onKeeping(isOpen ? problem : undefined)}
            onKeep={(reason) => onKeep(problem, reason)}
          />
        )}
      </span>
    </li>
  )
}

interface KeepButtonProps {
  readonly problem: Problem
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onKeep: (reason: string) => void
}

/** Asks for the reason in a small layer: it becomes a comment in the file. */
function KeepButton({ problem, isOpen, onOpen, onKeep }: KeepButtonProps) {
  const [reason, setReason] = useState('')
  return (
    <Popover
      opened={isOpen}
      onChange={onOpen}
      position="top-end"
      width={320}
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          aria-label={texts.keepProblem(problem.message)}
          aria-expanded={isOpen}
          onClick={() => onOpen(!isOpen)}
        >
          {texts.keep}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.keepReason}>
        <PopoverForm
          submit={texts.keepConfirm}
          isReady={reason.trim() !== ''}
          onSubmit={() => onKeep(reason.trim())}
          onCancel={() => onOpen(false)}
        >
          <TextInput
            size="sm"
            label={texts.keepReason}
            description={texts.keepNote}
            inputWrapperOrder={['label', 'input', 'description']}
            classNames={{ description: styles.keepNote ?? '' }}
            data-autofocus
            maxLength={200}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </PopoverForm>
      </Popover.Dropdown>
    </Popover>
  )
}
