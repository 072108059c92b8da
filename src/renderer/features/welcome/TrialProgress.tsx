import { assertNever } from '../../../shared/errors.ts'
import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { TrialStep, TrialView } from '../../../shared/contract/views.ts'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { RemedyCard } from '../../components/RemedyCard.tsx'
import { YamlText } from '../../components/YamlText.tsx'
import { errorSentence, explainError } from '../../../shared/messages/errors.ts'
import { formatDuration } from '../../../shared/messages/format.ts'
import { trialSteps, welcomeTexts } from '../../messages/welcome.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useTrial, useTrialEnd } from './use-trial.ts'
import styles from './Welcome.module.css'
import { WelcomeHeading } from './WelcomeHeading.tsx'

/** The six steps as they happen, and the file they write. */
export function TrialProgress({ trial }: { trial: TrialView }) {
  const { remove } = useTrial()
  useTrialEnd()
  const spent = trial.steps.reduce((sum, step) => sum + (step.durationMs ?? 0), 0)
  const hasFailed = trial.state === 'failed'
  return (
    <div className={styles.page}>
      <div className={styles.left}>
        <div className={styles.middle}>
          <WelcomeHeading
            title={hasFailed ? welcomeTexts.failedTitle : welcomeTexts.runningTitle}
            takesFocus
          />
          <p className={styles.lead}>
            {hasFailed ? welcomeTexts.failedText : welcomeTexts.runningText(formatDuration(spent))}
          </p>
          <ol className={styles.steps}>
            {trial.steps.map((step) => (
              <Step key={step.name} step={step} />
            ))}
          </ol>
          <div className={styles.ways}>
            <Button size="sm" loading={remove.isRunning} onClick={() => void remove.run()}>
              {welcomeTexts.stop}
            </Button>
            <Button
              size="sm"
              variant="transparent"
              component={Link}
              href="/log"
              rightSection={<Icon name="arrow-right" size={14} />}
            >
              {welcomeTexts.watchLog}
            </Button>
          </div>
          {remove.error && <FormError>{errorSentence(remove.error.serialize())}</FormError>}
        </div>
      </div>
      <aside className={styles.right} aria-label={welcomeTexts.fileTitle}>
        <WrittenFile text={trial.configText} />
      </aside>
    </div>
  )
}

function Step({ step }: { step: TrialStep }) {
  const words = trialSteps[step.name]
  const home = useAppStore((state) => state.info?.homeFolder)
  if (step.state === 'failed' && step.error) return <FailedStep step={step} error={step.error} />
  return (
    <li className={styles.step} aria-current={step.state === 'running' ? 'step' : undefined}>
      <StepGlyph step={step} />
      <span className={styles.stepText}>
        <span className={step.state === 'waiting' ? styles.waiting : styles.stepName}>
          {step.state === 'done' ? words.done : step.state === 'running' ? words.running : words.plan}
        </span>
        {step.detail && (
          <span className={styles.stepDetail}>{home ? step.detail.replaceAll(home, '~') : step.detail}</span>
        )}
      </span>
      <span className={styles.stepTime}>
        {step.durationMs !== undefined && step.state === 'done' && formatDuration(step.durationMs)}
      </span>
    </li>
  )
}

function StepGlyph({ step }: { step: TrialStep }) {
  switch (step.state) {
    case 'done':
      return <Glyph shape="tick" tone="ok" size={20} label="Done" />
    case 'running':
      return <Glyph shape="turning" tone="busy" size={20} label="Running" />
    case 'failed':
      return <Glyph shape="octagon" tone="bad" size={20} label="Failed" />
    case 'waiting':
      return <Glyph shape="ring" tone="idle" size={20} label="Waiting" />
    default:
      return assertNever(step.state)
  }
}

function FailedStep({ step, error }: { step: TrialStep; error: NonNullable<TrialStep['error']> }) {
  const { start } = useTrial()
  return (
    <li className={styles.failed}>
      <RemedyCard
        title={trialSteps[step.name].plan}
        error={error}
        explanation={explainError(error)}
        retry={
          <Button variant="filled" loading={start.isRunning} onClick={() => void start.run()}>
            {welcomeTexts.again}
          </Button>
        }
      />
      {start.error && <FormError>{errorSentence(start.error.serialize())}</FormError>}
    </li>
  )
}

function WrittenFile({ text }: { text: string | undefined }) {
  const home = useAppStore((state) => state.info?.homeFolder)
  return (
    <div className={styles.plan}>
      <div className={styles.fileHead}>
        <Icon name="file" /> <h2 className="bd-mono">{welcomeTexts.fileTitle}</h2>
        <span className={styles.planDetail}>{text ? welcomeTexts.fileNote : ''}</span>
      </div>
      {text ? (
        <>
          <YamlText text={text.replaceAll(`${home ?? '\0'}/`, '~/')} label={welcomeTexts.fileTitle} />
          <p className={styles.fileFoot}>{welcomeTexts.fileFoot}</p>
        </>
      ) : (
        <p className={styles.planText}>{welcomeTexts.fileWaits}</p>
      )}
    </div>
  )
}
