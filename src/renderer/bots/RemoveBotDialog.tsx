import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { BotView } from '../../shared/contract/views.ts'
import { useBridge } from '../bridge/BridgeContext.tsx'
import { useAction } from '../bridge/use-action.ts'
import { ConfirmByName, type Consequence } from '../components/ConfirmByName.tsx'
import { count, formatWhen } from '../../shared/messages/format.ts'
import { isRunning, ownServices } from '../model/bot-facts.ts'
import { useAppStore } from '../stores/app-store.ts'
import { useBot } from '../stores/fleet-store.ts'
import { useToastStore } from '../stores/toast-store.ts'
import styles from './RemoveBotDialog.module.css'

/** Forgets a bot. Its files stay, unless they are Botdesk's own and the user wants them gone. */
export function RemoveBotDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const bot = useBot(name)
  return bot ? <Dialog bot={bot} onClose={onClose} /> : null
}

function Dialog({ bot, onClose }: { bot: BotView; onClose: () => void }) {
  const client = useBridge()
  const [path, navigate] = useLocation()
  const dataFolder = useAppStore((state) => state.info?.dataFolder)
  const [deleteFiles, setDeleteFiles] = useState(false)
  const isOwn = dataFolder !== undefined && bot.configPath.startsWith(`${dataFolder}/`)
  const removal = useAction(async () => {
    if (bot.engine.state !== 'stopped') await client.request('bots:stop', { bot: bot.name })
    await client.request('bots:remove', { bot: bot.name, deleteFiles })
    useToastStore.getState().show({ tone: 'ok', text: `Removed ${bot.name}.` })
    onClose()
    if (path.startsWith(`/bots/${bot.name}`)) navigate('/bots')
  })
  return (
    <ConfirmByName
      title={`Remove ${bot.name} from Botdesk?`}
      name={bot.name}
      verb="Remove"
      loss={
        deleteFiles
          ? 'Its identity cannot be made again; coming back needs a new token.'
          : 'Botdesk forgets it. Opening its tbot.yaml again brings it back.'
      }
      goes={goesAway(bot, deleteFiles)}
      stays={stays(bot, deleteFiles)}
      options={
        isOwn && (
          <Checkbox
            className={styles.option}
            size="xs"
            label="Also delete its folder with configuration, storage and files"
            checked={deleteFiles}
            onChange={(event) => setDeleteFiles(event.currentTarget.checked)}
          />
        )
      }
      isWorking={removal.isRunning}
      error={removal.error}
      onConfirm={() => void removal.run()}
      onCancel={onClose}
    />
  )
}

function goesAway(bot: BotView, deleteFiles: boolean): readonly Consequence[] {
  const runs = isRunning(bot.engine.state)
  const { done } = bot.history.renewals
  return [
    ...(runs ? [{ icon: 'stop' as const, text: 'The running bot: it is stopped first' }] : []),
    { icon: 'clock', text: `History: readiness and ${count(done, 'renewal')}` },
    ...(deleteFiles ? folderLines(bot) : []),
  ]
}

function stays(bot: BotView, deleteFiles: boolean): readonly Consequence[] {
  return [
    ...(deleteFiles ? [] : folderLines(bot)),
    {
      icon: 'cloud',
      text: (
        <>
          The bot in Teleport, until an administrator runs{' '}
          <code>tctl bots rm {bot.engine.identity?.userName.replace(/^bot-/, '') ?? bot.name}</code>
        </>
      ),
    },
  ]
}

function folderLines(bot: BotView): readonly Consequence[] {
  const now = Date.now()
  const sets = ownServices(bot).map((service): Consequence => {
    const ends = service.life ? `; their certificate ends ${formatWhen(service.life.expiresAt, now)}` : ''
    return {
      icon: 'certificate',
      text: (
        <>
          {count(service.files?.length ?? 0, 'file')} of {service.name} in{' '}
          <code>{service.destination?.path ?? 'memory'}</code>
          {ends}
        </>
      ),
    }
  })
  return [
    {
      icon: 'file',
      text: (
        <>
          Configuration <code>{bot.configPath}</code>
        </>
      ),
    },
    ...(bot.storagePath
      ? [
          {
            icon: 'folder' as const,
            text: (
              <>
                Storage <code>{bot.storagePath}</code>
              </>
            ),
          },
        ]
      : []),
    ...sets,
  ]
}
