import { Button } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { Link } from 'wouter'
import type { IdentitySnapshot } from '../../../shared/contract/bots.ts'
import type { BotView } from '../../../shared/contract/views.ts'
import { Card } from '../../components/Card.tsx'
import { classNames } from '../../components/class-names.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Tag } from '../../components/Tag.tsx'
import { botTexts } from '../../messages/bot.ts'
import { newBotTexts } from '../../messages/new-bot.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { useAppStore } from '../../stores/app-store.ts'
import styles from './Overview.module.css'

/** Who the bot is, where it keeps itself, and where it answers health checks. */
export function IdentityCard({ bot }: { bot: BotView }) {
  const { identity, diagnostics } = bot.engine
  const home = useAppStore((state) => state.info?.homeFolder)
  const ready = diagnostics?.address ?? bot.diagAddr
  return (
    <Card
      title={botTexts.identity}
      aside={
        <>
          {identity && <Tag>{identity.renewable ? 'Renewable' : 'Joins anew'}</Tag>}
          <Button
            variant="subtle"
            size="compact-xs"
            component={Link}
            href={`/bots/${bot.name}/join`}
            aria-label={newBotTexts.changeTitle(bot.name)}
          >
            {newBotTexts.change}
          </Button>
        </>
      }
    >
      <dl>
        {(identity?.clusterName ?? bot.address) && (
          <Row name="Cluster">
            <CopyField value={identity?.clusterName ?? bot.address ?? ''} what="cluster name" />
          </Row>
        )}
        {bot.address && identity && (
          <Row name="Address">
            <CopyField value={bot.address} what="address" />
          </Row>
        )}
        {identity ? <JoinedRows identity={identity} /> : <Row name="Joined">not yet</Row>}
        {bot.storagePath && (
          <Row name="Storage">
            <CopyField
              value={bot.storagePath}
              shown={shortenHome(bot.storagePath, home)}
              what="storage path"
            />
          </Row>
        )}
        {ready && (
          <Row name="Ready check">
            <CopyField value={ready} what="ready check address" />
            {diagnostics?.kind === 'failing' && (
              <span className={classNames(styles.sub, styles.trouble)}>
                <Glyph shape="triangle" tone="warn" size={12} />{' '}
                <span>{errorSentence(diagnostics.error)}</span>
              </span>
            )}
          </Row>
        )}
        <Row name="File">
          <CopyField
            value={bot.configPath}
            shown={shortenHome(bot.configPath, home)}
            what="path of tbot.yaml"
          />
        </Row>
        <Row name="Version">Targets Teleport {bot.target}</Row>
      </dl>
    </Card>
  )
}

function JoinedRows({ identity }: { identity: IdentitySnapshot }) {
  return (
    <>
      <Row name="Join method">{identity.joinMethod}</Row>
      <Row name="Roles">
        <span className={styles.tags}>
          {identity.roles.length === 0 && 'none'}
          {identity.roles.map((role) => (
            <Tag key={role}>{role}</Tag>
          ))}
        </span>
      </Row>
      {identity.certificateGeneration !== undefined && (
        <Row name="Certificate">generation {identity.certificateGeneration}</Row>
      )}
      {identity.botInstanceId && (
        <Row name="Instance">
          <CopyField
            value={identity.botInstanceId}
            shown={`${identity.botInstanceId.slice(0, 8)}…${identity.botInstanceId.slice(-4)}`}
            what="instance"
          />
        </Row>
      )}
    </>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  const id = useId()
  return (
    <div className={styles.fact}>
      <dt id={id}>{name}</dt>
      <dd aria-labelledby={id}>{children}</dd>
    </div>
  )
}
