import { Button } from '@mantine/core'
import type { Probe, ProbeStep } from '../../../shared/contract/authoring.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import type { LiveAnswer } from '../../bridge/use-live-answer.ts'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Loading } from '../../components/Skeleton.tsx'
import type { StateLook } from '../../messages/states.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import styles from './NewBot.module.css'

const looks: Readonly<Record<ProbeStep['state'], Pick<StateLook, 'shape' | 'tone'>>> = {
  done: { shape: 'tick', tone: 'ok' },
  warning: { shape: 'triangle', tone: 'warn' },
  failed: { shape: 'octagon', tone: 'bad' },
  skipped: { shape: 'ring', tone: 'idle' },
}

/** Each step towards the address with its fact and its time; an older answer stays greyed. A failure blocks nothing. */
export function ProbeSteps({ probe }: { probe: LiveAnswer<Probe> }) {
  const { value, isCurrent, error, askAgain } = probe
  if (!value && !error)
    return isCurrent ? null : (
      <Loading>
        <p className={styles.line}>
          <Glyph shape="turning" tone="busy" /> {texts.probing}
        </p>
      </Loading>
    )
  const isGood = value?.steps.every((step) => step.state !== 'failed') ?? false
  return (
    <section
      className={classNames(styles.probe, !isCurrent && styles.stale)}
      aria-label={texts.probeSteps}
      aria-busy={!isCurrent}
    >
      {value && !error && (
        <ul>
          {value.steps.map((step) => (
            <li key={step.name} className={styles.probeStep}>
              <Glyph {...looks[step.state]} label={texts.probeStates[step.state]} />
              <span className={styles.probeName}>{texts.probeNames[step.name]}</span>
              <span className={styles.probeDetail}>{step.detail}</span>
              <span className={styles.probeTime}>
                {step.durationMs !== undefined && step.state !== 'skipped' && texts.took(step.durationMs)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.probeFoot}>
        <span aria-live="polite">
          {!isCurrent
            ? texts.probing
            : error
              ? texts.probeFailed(errorSentence(error.serialize()))
              : isGood
                ? texts.answers
                : texts.noAnswer}
        </span>
        <Button variant="transparent" leftSection={<Icon name="refresh" size={14} />} onClick={askAgain}>
          {texts.probeAgain}
        </Button>
      </div>
    </section>
  )
}
