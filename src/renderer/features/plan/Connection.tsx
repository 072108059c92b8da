import { Link } from 'wouter'
import type { ProbeStep } from '../../../shared/contract/authoring.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { configHref } from '../../bots/config-href.ts'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import type { StateLook } from '../../messages/states.ts'
import styles from './Plan.module.css'
import { PlanSection } from './PlanSection.tsx'
import type { usePreflight } from './use-preflight.ts'

const looks: Readonly<Record<ProbeStep['state'], Pick<StateLook, 'shape' | 'tone'>>> = {
  done: { shape: 'tick', tone: 'ok' },
  warning: { shape: 'triangle', tone: 'warn' },
  failed: { shape: 'octagon', tone: 'bad' },
  skipped: { shape: 'ring', tone: 'idle' },
}

/** The steps of a trial of the connection, each with its fact and its time. Absent until it was asked for. */
export function Connection({ bot, preflight }: { bot: string; preflight: ReturnType<typeof usePreflight> }) {
  const { isRunning, error, result } = preflight
  if (!isRunning && !error && result === undefined) return null
  return (
    <PlanSection title={texts.connection} note={noteOf(preflight)}>
      <div aria-live="polite" aria-busy={isRunning}>
        {isRunning ? (
          <p className={styles.row}>
            <Glyph shape="turning" tone="busy" /> <span className={styles.text}>{texts.trying}</span>
          </p>
        ) : error ? (
          <FormError>{errorSentence(error.serialize())}</FormError>
        ) : result === 'stopped' ? (
          <p className={styles.quiet}>{texts.stopped}</p>
        ) : (
          <ul>
            {result?.steps.map((step, index) => (
              <Step key={`${step.name} ${step.path ?? ''} ${index}`} bot={bot} step={step} />
            ))}
          </ul>
        )}
      </div>
    </PlanSection>
  )
}

function Step({ bot, step }: { bot: string; step: ProbeStep }) {
  const isTimed = step.durationMs !== undefined && step.state !== 'skipped'
  const { path } = step
  return (
    <li className={styles.step}>
      <Glyph {...looks[step.state]} label={texts.stepStates[step.state]} />
      <span className={styles.stepName}>{texts.stepNames[step.name]}</span>
      <span className={styles.text}>
        {step.detail}
        {path !== undefined && (step.state === 'failed' || step.state === 'warning') && (
          <>
            {' '}
            <Link href={configHref(bot, path)}>{path}</Link>
          </>
        )}
      </span>
      <span className={styles.time}>{isTimed && texts.took(step.durationMs ?? 0)}</span>
    </li>
  )
}

function noteOf({ isRunning, result }: ReturnType<typeof usePreflight>): string | undefined {
  if (isRunning || result === undefined || result === 'stopped') return undefined
  const failed = result.steps.filter((step) => step.state === 'failed').length
  if (failed > 0) return texts.connectionFails(failed)
  const warned = result.steps.filter((step) => step.state === 'warning').length
  return warned > 0 ? texts.connectionWarns(warned) : texts.connectionGood
}
