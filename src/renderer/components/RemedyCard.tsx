import { Button } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import type { AttemptSnapshot, CredentialLife } from '../../shared/contract/bots.ts'
import type { SerializedError } from '../../shared/errors.ts'
import type { Advice, Explanation } from '../../shared/messages/error-advice.ts'
import { count, formatTimeExact } from '../../shared/messages/format.ts'
import { useTime } from '../stores/clock-store.ts'
import { classNames } from './class-names.ts'
import { CodeBlock } from './CodeBlock.tsx'
import { useCopy } from './copy.ts'
import { Countdown } from './Countdown.tsx'
import { Glyph } from './Glyph.tsx'
import { Icon } from './icons/Icon.tsx'
import { LifeBar } from './LifeBar.tsx'
import { factsBeside, factsOf } from './remedy-facts.ts'
import styles from './RemedyCard.module.css'
import { Tag } from './Tag.tsx'

interface RemedyCardProps {
  readonly title: string
  readonly error: SerializedError
  readonly explanation: Explanation
  readonly tone?: 'bad' | 'warn'
  readonly since?: number
  /** How often it was tried, and when it is tried next. */
  readonly attempt?: AttemptSnapshot | undefined
  /** The credential readers still use: how long it lasts is shown with what the error means. */
  readonly life?: CredentialLife | undefined
  /** "Try now", "Try this step again". */
  readonly retry?: ReactNode
  /** The buttons of one advice. */
  readonly actsFor?: (advice: Advice) => ReactNode
  /** Other acts that are buttons here, after the advice. */
  readonly acts?: ReactNode
  /** Links beside the code at the foot. */
  readonly links?: ReactNode
}

/** A thing that does not work: what happened, what it means, what was found, what to do (interface.md 5 and 7). */
export function RemedyCard(props: RemedyCardProps) {
  const { title, error, explanation, tone = 'bad' } = props
  const id = useId()
  const facts = factsBeside(explanation, factsOf(error))
  return (
    <section className={classNames(styles.card, styles[tone])} aria-labelledby={id}>
      <Head {...props} id={id} />
      <div className={styles.columns}>
        <div className={styles.left}>
          {!isTitle(title, explanation.happened) && (
            <>
              <h3 className={styles.label}>What happened</h3>
              <p>{explanation.happened}</p>
            </>
          )}
          <h3 className={styles.label}>What it means</h3>
          <p>{explanation.meaning}</p>
          {props.life && <TimeLeft life={props.life} />}
          {facts.length > 0 && (
            <>
              <h3 className={styles.label}>What was found</h3>
              <dl className={styles.facts}>
                {facts.map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd className="bd-mono">{value}</dd>
                  </div>
                ))}
              </dl>
            </>
          )}
        </div>
        <div className={styles.right}>
          <h3 className={styles.label}>What you can do</h3>
          <AdviceList explanation={explanation} actsFor={props.actsFor} />
          {props.acts && <div className={styles.acts}>{props.acts}</div>}
        </div>
      </div>
      <Foot title={title} error={error} explanation={explanation} links={props.links} />
    </section>
  )
}

/** Whether the title says all of it, with or without the name in front. */
function isTitle(title: string, happened: string): boolean {
  return title.toLowerCase().endsWith(happened.toLowerCase().replace(/\.$/, ''))
}

/** How long readers still have access. */
function TimeLeft({ life }: { life: CredentialLife }) {
  const isValid = useTime((now) => now < life.expiresAt)
  return (
    <p className={styles.life}>
      <LifeBar life={life} />
      <span>
        <Countdown at={life.expiresAt} life={life} strong /> {isValid && 'left'}
      </span>
    </p>
  )
}

function Head({ title, tone = 'bad', since, attempt, retry, id }: RemedyCardProps & { id: string }) {
  const nextAt = attempt?.nextAt
  return (
    <div className={styles.head}>
      <Glyph shape={tone === 'bad' ? 'octagon' : 'triangle'} tone={tone} size={18} />
      <div className={styles.headText}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {(since !== undefined || nextAt !== undefined) && (
          <p className={styles.when}>
            {since !== undefined &&
              `Since ${formatTimeExact(since)}${attempt ? `, ${count(attempt.number, 'attempt')}` : ''}.`}
            {nextAt !== undefined && (
              <>
                {' Next attempt in '}
                <Countdown at={nextAt} kind="retry" strong />.
              </>
            )}
          </p>
        )}
      </div>
      {retry}
    </div>
  )
}

function AdviceList({
  explanation,
  actsFor,
}: Pick<RemedyCardProps, 'explanation'> & { actsFor: RemedyCardProps['actsFor'] | undefined }) {
  if (explanation.advice.length === 0) return <p className={styles.none}>There is nothing to do from here.</p>
  return (
    <ul className={styles.advice}>
      {explanation.advice.map((advice, index) => (
        <li key={advice.title} className={index === 0 ? styles.suggested : styles.other}>
          <div className={styles.adviceHead}>
            <h4 className={styles.adviceTitle}>{advice.title}</h4>
            {index === 0 && explanation.advice.length > 1 && <Tag isAccent>Suggested</Tag>}
          </div>
          <p className={styles.adviceText}>{advice.text}</p>
          {advice.command && (
            <CodeBlock code={advice.command.code} where={advice.command.where} isPrimary={index === 0} />
          )}
          <div className={styles.adviceActs}>{actsFor?.(advice)}</div>
        </li>
      ))}
    </ul>
  )
}

type FootProps = Pick<RemedyCardProps, 'title' | 'error' | 'explanation' | 'links'>

function Foot({ title, error, explanation, links }: FootProps) {
  const facts = factsOf(error).map(([name, value]) => `${name}: ${value}`)
  const text = [title, explanation.happened, explanation.meaning, ...facts, `${error.code}: ${error.message}`]
  const { isCopied, copy } = useCopy(text.join('\n'), 'the error as text')
  return (
    <div className={styles.foot}>
      <code>{error.code}</code>
      {links}
      <Button
        variant="transparent"
        className={styles.copy}
        leftSection={<Icon name={isCopied ? 'check' : 'copy'} size={14} />}
        onClick={copy}
      >
        {isCopied ? 'Copied' : 'Copy as text'}
      </Button>
    </div>
  )
}
