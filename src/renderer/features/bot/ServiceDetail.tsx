import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { assertNever } from '../../../shared/errors.ts'
import type { ArtifactSnapshot, ServiceSnapshot } from '../../../shared/contract/bots.ts'
import type { BotView } from '../../../shared/contract/views.ts'
import { serviceHref } from '../../bots/service-href.ts'
import { useAnswer } from '../../bridge/use-answer.ts'
import { Card } from '../../components/Card.tsx'
import { CopyField } from '../../components/CopyField.tsx'
import { CredentialCard } from '../../components/CredentialCard.tsx'
import { FileSet } from '../../components/FileSet.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { Tag } from '../../components/Tag.tsx'
import { addServiceTexts } from '../../messages/add-service.ts'
import { destinationTexts } from '../../messages/destination.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { count, formatTimeExact } from '../../../shared/messages/format.ts'
import { formatLife } from '../../messages/life.ts'
import { describeService } from '../../messages/services.ts'
import { BotRemedy } from './BotRemedy.tsx'
import styles from './Services.module.css'
import { troubleOfService } from './trouble.ts'

/** One service: its remedy if it needs one, and its files. */
export function ServiceDetail({ bot, service }: { bot: BotView; service: ServiceSnapshot }) {
  const { error } = service
  return (
    <div className={styles.detail}>
      {error && <BotRemedy bot={bot} trouble={troubleOfService(bot, service, error)} />}
      {!error && service.reason && service.state !== 'healthy' && (
        <p className={styles.note}>
          <Glyph shape="triangle" tone="warn" /> {service.reason}
        </p>
      )}
      <Files bot={bot} service={service} />
      <Facts bot={bot} service={service} />
    </div>
  )
}

function Files({ bot, service }: { bot: BotView; service: ServiceSnapshot }) {
  const files = service.files ?? []
  const path = service.destination?.path
  const changed = files.filter((file) => file.state === 'changed' || file.state === 'missing').length
  return (
    <Card
      title={service.error ? 'Last good files' : 'Files'}
      note={
        service.setGeneration !== undefined &&
        service.writtenAt !== undefined && (
          <Tag>
            Generation {service.setGeneration}, written {formatTimeExact(service.writtenAt)}
          </Tag>
        )
      }
      aside={path && <CopyField value={path} what="folder" />}
      isPadded={false}
    >
      {changed > 0 && (
        <p className={styles.changed}>
          <Glyph shape="triangle" tone="warn" /> {changed} of {count(files.length, 'file')} changed since
          Botdesk wrote
          {files.length === 1 ? ' it' : ' them'}. The next renewal writes the whole set again.
        </p>
      )}
      {files.length === 0 ? (
        <p className={styles.none}>
          {service.destination?.type === 'memory'
            ? 'This service keeps its credentials in memory, so there are no files.'
            : 'Not written yet. Files appear here with the first certificate.'}
        </p>
      ) : (
        <FileSet
          files={files}
          renderDetail={(file) => <FileDetail bot={bot.name} service={service} file={file} />}
        />
      )}
    </Card>
  )
}

interface FileDetailProps {
  readonly bot: string
  readonly service: ServiceSnapshot
  readonly file: ArtifactSnapshot
}

/** The file explained as it is on disk now; read again when a new set was written. */
function FileDetail({ bot, service, file }: FileDetailProps) {
  const { asked } = useAnswer('bots:read-credential', { bot, service: service.name, artifact: file.name })
  switch (asked.kind) {
    case 'loading':
      return (
        <div className={styles.reading}>
          <SkeletonLines lines={4} />
        </div>
      )
    case 'error':
      return (
        <div className={styles.reading}>
          <FormError>{errorSentence(asked.error.serialize(), { bot, service: service.name })}</FormError>
        </div>
      )
    case 'ready':
      return <CredentialCard credential={asked.value} />
    default:
      return assertNever(asked)
  }
}

function Facts({ bot, service }: { bot: BotView; service: ServiceSnapshot }) {
  const { life } = service
  return (
    <Card
      title="About this service"
      aside={
        <>
          {service.destination && (
            <Button
              component={Link}
              href={serviceHref(bot.name, service.name, 'destination')}
              leftSection={<Icon name="folder" size={14} />}
            >
              {destinationTexts.open}
            </Button>
          )}
          <Button
            component={Link}
            href={serviceHref(bot.name, service.name, 'change')}
            leftSection={<Icon name="edit" size={14} />}
          >
            {addServiceTexts.change}
          </Button>
        </>
      }
    >
      <dl className={styles.facts}>
        <Fact name="What it is">{describeService(service)}</Fact>
        <Fact name="Type in tbot.yaml">
          <code>{service.type}</code>
        </Fact>
        {service.roles && service.roles.length > 0 && (
          <Fact name="Acts as">
            {service.roles.map((role) => (
              <Tag key={role}>{role}</Tag>
            ))}
          </Fact>
        )}
        {life && (
          <Fact name="Certificate">
            Asked for {formatLife(life.requestedMs)}, got {formatLife(life.grantedMs)}; renews at{' '}
            {formatTimeExact(life.renewAt)}
          </Fact>
        )}
        {service.provenAt !== undefined && (
          <Fact name="Proven">{formatTimeExact(service.provenAt)}, read back and verified</Fact>
        )}
      </dl>
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
