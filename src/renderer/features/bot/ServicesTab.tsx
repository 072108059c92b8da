import { Link } from 'wouter'
import type { ServiceSnapshot } from '../../../shared/contract/bots.ts'
import type { BotView } from '../../../shared/contract/views.ts'
import { addServiceHref, serviceHref } from '../../bots/service-href.ts'
import { classNames } from '../../components/class-names.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { LifeBar } from '../../components/LifeBar.tsx'
import { moveBetweenRows } from '../../components/row-keys.ts'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { addServiceTexts } from '../../messages/add-service.ts'
import { botTexts } from '../../messages/bot.ts'
import { describeService } from '../../messages/services.ts'
import { ownServices } from '../../model/bot-facts.ts'
import { InternalServices } from './InternalServices.tsx'
import { NoServices } from './NoServices.tsx'
import { ServiceDetail } from './ServiceDetail.tsx'
import styles from './Services.module.css'

/** "Are the files there, right, and readable?" (interface.md 6.4) */
export function ServicesTab({ bot, selected }: { bot: BotView; selected: string | undefined }) {
  const services = ownServices(bot)
  const service = services.find((each) => each.name === selected) ?? firstToShow(services)
  if (!service) return <NoServices bot={bot} />
  return (
    <div className={styles.services}>
      <div className={styles.list}>
        <nav aria-label={botTexts.services} className={styles.nav} onKeyDown={moveBetweenRows}>
          {services.map((each) => (
            <ServiceLink key={each.name} bot={bot} service={each} isCurrent={each === service} />
          ))}
          <Link href={addServiceHref(bot.name)} className={styles.add}>
            <Icon name="plus" size={14} /> {addServiceTexts.add}
          </Link>
        </nav>
        <InternalServices bot={bot} />
      </div>
      <ServiceDetail key={service.name} bot={bot} service={service} />
    </div>
  )
}

function firstToShow(services: readonly ServiceSnapshot[]): ServiceSnapshot | undefined {
  return (
    services.find((service) => service.state === 'unhealthy' || service.state === 'degraded') ?? services[0]
  )
}

interface ServiceLinkProps {
  readonly bot: BotView
  readonly service: ServiceSnapshot
  readonly isCurrent: boolean
}

function ServiceLink({ bot, service, isCurrent }: ServiceLinkProps) {
  return (
    <Link
      href={serviceHref(bot.name, service.name)}
      aria-current={isCurrent ? 'true' : undefined}
      className={classNames(styles.link, isCurrent && styles.current)}
      data-row-link=""
    >
      <StateGlyph state={service.state} named />
      <span className={styles.name}>{service.name}</span>
      <span className={styles.left}>
        {service.life ? <Countdown at={service.life.expiresAt} life={service.life} strong /> : '–'}
      </span>
      <span className={styles.kind}>{describeService(service)}</span>
      <span className={styles.bar}>{service.life && <LifeBar life={service.life} />}</span>
    </Link>
  )
}
