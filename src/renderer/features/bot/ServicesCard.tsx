import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { ServiceSnapshot } from '../../../shared/contract/bots.ts'
import type { BotView } from '../../../shared/contract/views.ts'
import { addServiceHref, serviceHref } from '../../bots/service-href.ts'
import { Card } from '../../components/Card.tsx'
import { CopyField } from '../../components/CopyField.tsx'
import { Countdown } from '../../components/Countdown.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { LifeBar } from '../../components/LifeBar.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { addServiceTexts } from '../../messages/add-service.ts'
import { botTexts } from '../../messages/bot.ts'
import { count, formatTimeExact, shortenHome } from '../../../shared/messages/format.ts'
import { describeService } from '../../messages/services.ts'
import { stateLooks } from '../../messages/states.ts'
import { isRunning, ownServices } from '../../model/bot-facts.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { NoServices } from './NoServices.tsx'
import styles from './Overview.module.css'

/** Every service with its folder, its proof and its time left. */
export function ServicesCard({ bot }: { bot: BotView }) {
  const services = ownServices(bot)
  return (
    <Card
      title={botTexts.services}
      note={services.length > 0 && botTexts.servicesNote}
      isPadded={false}
      aside={
        services.length > 0 && (
          <Button
            component={Link}
            href={addServiceHref(bot.name)}
            leftSection={<Icon name="plus" size={14} />}
          >
            {addServiceTexts.add}
          </Button>
        )
      }
    >
      <DataTable
        label={botTexts.services}
        rows={services}
        rowKey={(service) => service.name}
        href={(service) => serviceHref(bot.name, service.name)}
        columns={isRunning(bot.engine.state) ? columns : restingColumns}
        empty={<NoServices bot={bot} />}
      />
    </Card>
  )
}

const columns: readonly Column<ServiceSnapshot>[] = [
  {
    key: 'service',
    head: 'Service',
    track: 'minmax(150px, 1fr)',
    cell: (service) => (
      <span className={styles.name}>
        <StateGlyph state={service.state} named />
        <span className={styles.nameText}>
          <span className={styles.strong}>{service.name}</span>
          <span className={styles.sub}>{describeService(service)}</span>
        </span>
      </span>
    ),
  },
  {
    key: 'folder',
    head: 'Writes to',
    track: 'minmax(204px, 1.2fr)',
    from: 500,
    cell: (service) => (
      <span className={styles.nameText}>
        <Folder service={service} />
        <span className={styles.sub}>{proofOf(service)}</span>
      </span>
    ),
  },
  {
    key: 'left',
    head: 'Certificate left',
    track: 'minmax(124px, 170px)',
    cell: (service) => <Left service={service} />,
  },
  {
    key: 'next',
    head: 'Next renewal',
    track: '88px',
    from: 620,
    cell: (service) => (
      <span className={styles.quiet}>
        <Next service={service} />
      </span>
    ),
  },
  {
    key: 'open',
    head: 'Open',
    isHeadHidden: true,
    track: '16px',
    cell: () => <Icon name="chevron-right" size={14} />,
  },
]

/** A bot that rests renews nothing, whatever its last certificates say. */
const restingColumns: readonly Column<ServiceSnapshot>[] = columns.map((column) =>
  column.key === 'next' ? { ...column, cell: () => <span className={styles.quiet}>–</span> } : column,
)

function Folder({ service }: { service: ServiceSnapshot }) {
  const home = useAppStore((state) => state.info?.homeFolder)
  const path = service.destination?.path
  if (path === undefined) return <span>{service.destination?.type ?? '–'}</span>
  return <CopyField value={path} shown={shortenHome(path, home)} what={`folder of ${service.name}`} isQuiet />
}

function proofOf(service: ServiceSnapshot): string {
  const written = service.files?.filter((file) => file.state !== 'not-written').length ?? 0
  const files = written > 0 ? count(written, 'file') : 'No files yet'
  return service.provenAt === undefined ? files : `${files} · Proven ${formatTimeExact(service.provenAt)}`
}

function Left({ service }: { service: ServiceSnapshot }) {
  if (!service.life)
    return (
      <span className={styles.quiet}>
        {service.state === 'skipped' ? stateLooks.skipped.word : 'Not written yet'}
      </span>
    )
  return (
    <span className={styles.left}>
      <LifeBar life={service.life} />
      <span className={styles.leftNumber}>
        <Countdown at={service.life.expiresAt} life={service.life} strong />
      </span>
    </span>
  )
}

function Next({ service }: { service: ServiceSnapshot }) {
  if (service.state === 'off') return '–'
  if (service.attempt?.nextAt !== undefined)
    return (
      <>
        Retry in <Countdown at={service.attempt.nextAt} kind="retry" />
      </>
    )
  return service.life ? <Countdown at={service.life.renewAt} kind="due" /> : '–'
}
