import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { Logo } from '../../app/Logo.tsx'
import { useAnswer } from '../../bridge/use-answer.ts'
import { FormError } from '../../components/FormError.tsx'
import { Icon, type IconName } from '../../components/icons/Icon.tsx'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { welcomeTexts } from '../../messages/welcome.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { TrialPlan } from './TrialPlan.tsx'
import { useTrial, useTrialEnd } from './use-trial.ts'
import { useWelcomeKeys } from './use-welcome-keys.ts'
import styles from './Welcome.module.css'
import { WelcomeHeading } from './WelcomeHeading.tsx'

/** The two ways in, and beforehand what the first one will do. */
export function Welcome() {
  const info = useAppStore((state) => state.info)
  useTrialEnd()
  return (
    <div className={styles.page}>
      <div className={styles.left}>
        <div className={styles.middle}>
          <Logo size={40} />
          <WelcomeHeading title={welcomeTexts.title} />
          <p className={styles.lead}>{welcomeTexts.lead}</p>
          <Ways />
          <div className={styles.rows}>
            <FoundFile />
            <WayRow
              icon="cloud"
              title={welcomeTexts.connectTitle}
              text={welcomeTexts.connectText}
              act={welcomeTexts.setUp}
              href="/new-bot"
            />
            <WayRow
              icon="clipboard"
              title={welcomeTexts.pasteTitle}
              text={welcomeTexts.pasteText}
              act={welcomeTexts.paste}
              href="/import"
            />
          </div>
        </div>
        {info && (
          <p className={styles.foot}>
            <Icon name="folder" size={14} /> {welcomeTexts.stays}{' '}
            <code>{shortenHome(info.dataFolder, info.homeFolder)}</code>
          </p>
        )}
      </div>
      <aside className={styles.right} aria-label={welcomeTexts.doesTitle}>
        <TrialPlan />
      </aside>
    </div>
  )
}

function Ways() {
  const { start } = useTrial()
  const isLost = useIsLost()
  const trialBot = useFleetStore((state) => state.view?.bots.find((bot) => bot.trial)?.name)
  useWelcomeKeys((navigate) => {
    if (trialBot !== undefined) navigate(`/bots/${trialBot}`)
    else if (!isLost && !start.isRunning) void start.run()
  })
  return (
    <>
      <div className={styles.ways}>
        {trialBot === undefined ? (
          <Button
            size="md"
            variant="filled"
            leftSection={<Icon name="play" size={14} />}
            loading={start.isRunning}
            disabled={isLost}
            onClick={() => void start.run()}
          >
            {welcomeTexts.try}
          </Button>
        ) : (
          <Button size="md" variant="filled" component={Link} href={`/bots/${trialBot}`}>
            {welcomeTexts.showTrial(trialBot)}
          </Button>
        )}
        <Button size="md" component={Link} href="/open" leftSection={<Icon name="folder-open" />}>
          {welcomeTexts.open}
        </Button>
      </div>
      {start.error && <FormError>{errorSentence(start.error.serialize())}</FormError>}
    </>
  )
}

const usualPath = '/etc/tbot.yaml'

/** A tbot that is installed already; the row is absent while that is looked up, and when there is none. */
function FoundFile() {
  const { asked } = useAnswer('app:complete-path', { prefix: usualPath })
  const isOpened = useFleetStore(
    (state) => state.view?.bots.some((bot) => bot.configPath === usualPath) ?? false,
  )
  if (asked.kind !== 'ready' || !asked.value.includes(usualPath) || isOpened) return null
  return (
    <WayRow
      icon="file"
      title={welcomeTexts.found(usualPath)}
      text={welcomeTexts.foundText}
      act={welcomeTexts.review}
      href={`/open?path=${encodeURIComponent(usualPath)}`}
    />
  )
}

interface WayRowProps {
  readonly icon: IconName
  readonly title: string
  readonly text: string
  readonly act: string
  readonly href: string
}

/** A quieter way in. */
function WayRow({ icon, title, text, act, href }: WayRowProps) {
  return (
    <div className={styles.found}>
      <span className={styles.foundIcon}>
        <Icon name={icon} />
      </span>
      <div className={styles.foundText}>
        <p>{title}</p>
        <p>{text}</p>
      </div>
      <Button component={Link} href={href}>
        {act}
      </Button>
    </div>
  )
}
