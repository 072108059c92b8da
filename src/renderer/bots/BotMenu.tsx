import { ActionIcon, Menu } from '@mantine/core'
import { useLocation } from 'wouter'
import type { BotView } from '../../shared/contract/views.ts'
import { useBridge } from '../bridge/BridgeContext.tsx'
import { Key } from '../components/Tag.tsx'
import { Icon } from '../components/icons/Icon.tsx'
import { ownServices } from '../model/bot-facts.ts'
import { useAppStore } from '../stores/app-store.ts'
import { useIsLost } from '../stores/connection-store.ts'
import { announce } from '../stores/announcer-store.ts'
import { useLayerStore } from '../stores/layer-store.ts'
import { whyNot } from './bot-acts.ts'
import styles from './BotMenu.module.css'
import { useBotActions } from './use-bot-actions.ts'

/** Everything else that can be done with a bot. */
export function BotMenu({ bot, isBordered = false }: { bot: BotView; isBordered?: boolean }) {
  const open = useLayerStore((state) => state.open)
  const [, navigate] = useLocation()
  const { renew } = useBotActions(bot)
  const isLost = useIsLost()
  const renewRefusal = whyNot(bot, 'renew', isLost)
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant={isBordered ? 'default' : 'subtle'} aria-label={`More for ${bot.name}`}>
            <Icon name="dots" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<Icon name="refresh" size={14} />}
            rightSection={<Key>R</Key>}
            disabled={renewRefusal !== undefined}
            onClick={renew}
          >
            Renew now
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="edit" size={14} />}
            onClick={() => navigate(`/bots/${bot.name}/config`)}
          >
            Edit configuration
          </Menu.Item>
          <FolderItems bot={bot} />
          <Menu.Divider />
          <Menu.Item
            className={styles.danger}
            leftSection={<Icon name="trash" size={14} />}
            disabled={isLost}
            onClick={() => open({ kind: 'remove-bot', bot: bot.name })}
          >
            Remove…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** Folders open only in the window; a browser gets their paths to copy. */
function FolderItems({ bot }: { bot: BotView }) {
  const client = useBridge()
  const isWindow = useAppStore((state) => state.info?.face === 'window')
  const folders = new Set(ownServices(bot).flatMap((service) => service.destination?.path ?? []))
  const open = (path: string): void => {
    client.request('app:open-folder', { path }).catch(() => announce(`${path} could not be opened`))
  }
  if (isWindow)
    return [...folders].map((path) => (
      <Menu.Item key={path} leftSection={<Icon name="folder-open" size={14} />} onClick={() => open(path)}>
        Open {path}
      </Menu.Item>
    ))
  return (
    <Menu.Item
      leftSection={<Icon name="copy" size={14} />}
      onClick={() => {
        navigator.clipboard.writeText(bot.configPath).then(
          () => announce('Path copied'),
          () => announce('Path could not be copied'),
        )
      }}
    >
      Copy path of tbot.yaml
    </Menu.Item>
  )
}
