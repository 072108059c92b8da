import { Button } from '@mantine/core'
import { useState } from 'react'
import type { FolderCheck } from '../../../shared/contract/authoring.ts'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Loading } from '../../components/Skeleton.tsx'
import { destinationTexts as texts } from '../../messages/destination.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import type { StateLook } from '../../messages/states.ts'
import styles from './Destination.module.css'
import type { Destination } from './use-destination.ts'

const looks: Readonly<Record<FolderCheck['state'], StateLook>> = {
  good: { word: 'Good', shape: 'tick', tone: 'ok' },
  hazard: { word: 'Hazard', shape: 'triangle', tone: 'warn' },
  error: { word: 'Error', shape: 'octagon', tone: 'bad' },
  unknown: { word: 'Not known', shape: 'unknown', tone: 'idle' },
}
const planned: StateLook = { word: 'Planned', shape: 'ring-dot', tone: 'busy' }

/** What is said in one line while all of it is good. */
const summed: readonly FolderCheck['name'][] = ['sharing', 'space']

interface FolderChecksProps {
  readonly report: Destination['report']
  /** All checks are shown at once; else what is good is told in one line, and the rest opens below it. */
  readonly hasAll: boolean
}

/** The checks of the folder with their facts; those of an older path stay greyed until the new ones are there. */
export function FolderChecks({ report, hasAll }: FolderChecksProps) {
  const { value, isCurrent, error } = report
  const [isOpen, setIsOpen] = useState(hasAll)
  if (error) return <p className={styles.quiet}>{texts.checkFailed(errorSentence(error.serialize()))}</p>
  if (!value)
    return isCurrent ? (
      <p className={styles.quiet}>{texts.noCheck}</p>
    ) : (
      <Loading>
        <p className={styles.quiet}>
          <Glyph shape="turning" tone="busy" /> {texts.checking}
        </p>
      </Loading>
    )
  const { checks } = value
  return (
    <>
      <ul
        className={classNames(styles.checks, !isCurrent && styles.stale)}
        aria-label={texts.checks}
        aria-busy={!isCurrent}
      >
        {(isOpen ? checks : brief(checks)).map((check) => {
          const isToCome = check.name === 'exists' && !value.facts.exists && check.state !== 'error'
          const look = isToCome ? planned : looks[check.state]
          return (
            <li key={check.name} className={styles.check}>
              <Glyph shape={look.shape} tone={look.tone} label={look.word} />
              <span>{check.text}</span>
            </li>
          )
        })}
      </ul>
      {!hasAll && (
        <Button
          variant="transparent"
          className={styles.allChecks}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? texts.fewerChecks : texts.allChecks(checks.length)}
        </Button>
      )}
    </>
  )
}

/** Whether the folder is there, everything that is not good, and the good of it in one line. */
function brief(checks: readonly FolderCheck[]): readonly FolderCheck[] {
  const facts = summed.flatMap(
    (name) => checks.find((each) => each.name === name && each.state === 'good') ?? [],
  )
  const notable = checks.filter(({ name, state }) => name === 'exists' || state !== 'good')
  const [first] = facts
  return first ? [...notable, { ...first, text: facts.map(({ text }) => text).join(', ') }] : notable
}
