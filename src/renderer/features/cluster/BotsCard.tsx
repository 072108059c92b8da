import { ActionIcon, Button, Menu } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { ClusterBotView, ClusterView } from '../../../shared/contract/views.ts'
import { Card } from '../../components/Card.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Tag } from '../../components/Tag.tsx'
import { clusterTexts as texts } from '../../messages/cluster.ts'
import { formatAgo } from '../../../shared/messages/format.ts'
import { useTime } from '../../stores/clock-store.ts'
import { AddBotDialog } from './AddBotDialog.tsx'
import styles from './Cluster.module.css'
import { RemoveBotDialog } from './RemoveBotDialog.tsx'
import type { Cluster } from './use-cluster.ts'

/** The cluster's bots: roles, certificate generation, when seen; add, unlock, remove. */
export function BotsCard({ cluster, view }: { cluster: Cluster; view: ClusterView }) {
  const [isAdding, setIsAdding] = useState(false)
  const [removing, setRemoving] = useState<string>()
  return (
    <Card
      title={texts.bots}
      note={String(view.bots.length)}
      isPadded={false}
      aside={
        <Button
          leftSection={<Icon name="plus" size={14} />}
          disabled={!cluster.canChange}
          onClick={() => setIsAdding(true)}
        >
          {texts.addBotDots}
        </Button>
      }
    >
      <DataTable
        label={texts.bots}
        columns={columnsOf(cluster, setRemoving)}
        rows={view.bots}
        rowKey={(bot) => bot.name}
        detail={detailOf(cluster)}
        empty={<p className={styles.none}>{texts.noBots}</p>}
      />
      {isAdding && (
        <AddBotDialog names={view.bots.map(({ name }) => name)} onClose={() => setIsAdding(false)} />
      )}
      {removing !== undefined && <RemoveBotDialog name={removing} onClose={() => setRemoving(undefined)} />}
    </Card>
  )
}

function columnsOf(cluster: Cluster, onRemove: (name: string) => void): readonly Column<ClusterBotView>[] {
  return [
    {
      key: 'name',
      head: texts.botColumn,
      track: 'minmax(110px, 1.2fr)',
      cell: (bot) => <BotName bot={bot} />,
    },
    {
      key: 'roles',
      head: texts.rolesColumn,
      track: 'minmax(90px, 1.4fr)',
      from: 420,
      cell: (bot) => (
        <span className={styles.tags}>
          {bot.roles.map((role) => (
            <Tag key={role}>{role}</Tag>
          ))}
        </span>
      ),
    },
    {
      key: 'generation',
      head: texts.generationColumn,
      track: '100px',
      from: 560,
      cell: (bot) => bot.certificateGeneration ?? '–',
    },
    {
      key: 'seen',
      head: texts.seenColumn,
      track: 'minmax(88px, 1fr)',
      cell: (bot) => <LastSeen bot={bot} />,
    },
    {
      key: 'acts',
      head: texts.actsColumn,
      isHeadHidden: true,
      track: '28px',
      align: 'end',
      cell: (bot) => <BotMenu bot={bot} cluster={cluster} onRemove={onRemove} />,
    },
  ]
}

function BotName({ bot }: { bot: ClusterBotView }) {
  const isJoined = bot.lastSeenAt !== undefined
  return (
    <span className={styles.name}>
      {bot.locked === undefined ? (
        <Glyph
          shape={isJoined ? 'tick' : 'square'}
          tone={isJoined ? 'ok' : 'idle'}
          label={isJoined ? texts.joined : texts.neverJoined}
        />
      ) : (
        <Glyph shape="padlock" tone="bad" label={texts.locked} />
      )}
      <b>{bot.name}</b>
    </span>
  )
}

function LastSeen({ bot: { lastSeenAt } }: { bot: ClusterBotView }) {
  return useTime((now) => (lastSeenAt === undefined ? texts.neverJoined : formatAgo(lastSeenAt, now)))
}

function detailOf(cluster: Cluster): (bot: ClusterBotView) => ReactNode {
  return (bot) => (bot.locked === undefined ? null : <LockedLine bot={bot} cluster={cluster} />)
}

function LockedLine({ bot, cluster }: { bot: ClusterBotView; cluster: Cluster }) {
  return (
    <div className={styles.locked} role="cell">
      <p>
        <b>{texts.locked}.</b> {bot.locked} {texts.unlockMeans}
      </p>
      <Button
        disabled={!cluster.canChange || cluster.unlock.isRunning}
        onClick={() => void cluster.unlock.run(bot.name)}
      >
        {texts.unlock}
      </Button>
    </div>
  )
}

interface BotMenuProps {
  readonly bot: ClusterBotView
  readonly cluster: Cluster
  readonly onRemove: (name: string) => void
}

function BotMenu({ bot, cluster, onRemove }: BotMenuProps) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={texts.moreFor(bot.name)} disabled={!cluster.canChange}>
          <Icon name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          color="red"
          leftSection={<Icon name="trash" size={14} />}
          onClick={() => onRemove(bot.name)}
        >
          {texts.removeBot}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
