import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useState } from 'react'
import type { ClusterTokenView, ClusterView } from '../../../shared/contract/views.ts'
import { Card } from '../../components/Card.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { clusterTexts as texts } from '../../messages/cluster.ts'
import { formatBoth, formatWhen } from '../../../shared/messages/format.ts'
import { useTime } from '../../stores/clock-store.ts'
import styles from './Cluster.module.css'
import { MakeTokenDialog } from './MakeTokenDialog.tsx'
import type { Cluster } from './use-cluster.ts'

/** The join tokens, six characters of each; make and remove. */
export function TokensCard({ cluster, view }: { cluster: Cluster; view: ClusterView }) {
  const [isMaking, setIsMaking] = useState(false)
  return (
    <Card
      title={texts.tokens}
      note={texts.tokensOnce}
      isPadded={false}
      aside={
        <Button
          leftSection={<Icon name="plus" size={14} />}
          disabled={!cluster.canChange || view.bots.length === 0}
          onClick={() => setIsMaking(true)}
        >
          {texts.makeTokenDots}
        </Button>
      }
    >
      <DataTable
        label={texts.tokens}
        columns={columnsOf(cluster)}
        rows={view.tokens}
        rowKey={(token) => token.id}
        empty={<p className={styles.none}>{texts.noTokens}</p>}
      />
      {isMaking && (
        <MakeTokenDialog bots={view.bots.map(({ name }) => name)} onClose={() => setIsMaking(false)} />
      )}
    </Card>
  )
}

function columnsOf(cluster: Cluster): readonly Column<ClusterTokenView>[] {
  return [
    {
      key: 'token',
      head: texts.tokenColumn,
      track: 'minmax(96px, 1fr)',
      cell: (token) => (
        <span className={styles.name}>
          <TokenGlyph token={token} />
          <code>{token.shortName}</code>
        </span>
      ),
    },
    { key: 'bot', head: texts.tokenBotColumn, track: 'minmax(80px, 1fr)', cell: ({ bot }) => bot || '–' },
    {
      key: 'use',
      head: texts.useColumn,
      track: '90px',
      from: 480,
      cell: ({ singleUse }) => (singleUse ? texts.once : texts.many),
    },
    {
      key: 'state',
      head: texts.stateColumn,
      track: 'minmax(96px, 1.2fr)',
      cell: (token) => <TokenState token={token} />,
    },
    {
      key: 'acts',
      head: texts.actsColumn,
      isHeadHidden: true,
      track: '28px',
      align: 'end',
      cell: (token) => (
        <Tooltip label={texts.removeToken(token.shortName)}>
          <ActionIcon
            aria-label={texts.removeToken(token.shortName)}
            disabled={!cluster.canChange || cluster.removeToken.isRunning}
            onClick={() => void cluster.removeToken.run(token.id)}
          >
            <Icon name="trash" />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ]
}

type TokenLife = 'used' | 'ended' | 'open'

function lifeOf({ usedAt, expiresAt, singleUse }: ClusterTokenView, now: number): TokenLife {
  if (singleUse && usedAt !== undefined) return 'used'
  return expiresAt !== undefined && expiresAt <= now ? 'ended' : 'open'
}

function TokenGlyph({ token }: { token: ClusterTokenView }) {
  const life = useTime((now) => lifeOf(token, now))
  if (life === 'used') return <Glyph shape="tick" tone="ok" />
  return life === 'ended' ? <Glyph shape="slash" tone="idle" /> : <Glyph shape="ring-dot" tone="busy" />
}

function TokenState({ token }: { token: ClusterTokenView }) {
  const { usedAt, expiresAt } = token
  const text = useTime((now) => {
    if (lifeOf(token, now) === 'used' && usedAt !== undefined) return texts.usedAt(formatWhen(usedAt, now))
    if (expiresAt === undefined) return texts.noEnd
    const when = formatWhen(expiresAt, now)
    return expiresAt <= now ? texts.expiredAt(when) : texts.endsAt(when)
  })
  return <span title={expiresAt === undefined ? undefined : formatBoth(expiresAt)}>{text}</span>
}
