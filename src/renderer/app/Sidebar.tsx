import { ActionIcon, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { BotView } from '../../shared/contract/views.ts'
import { classNames } from '../components/class-names.ts'
import { Icon } from '../components/icons/Icon.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'
import { formatLeftShort } from '../../shared/messages/format.ts'
import { newBotTexts } from '../messages/new-bot.ts'
import { shellTexts } from '../messages/shell.ts'
import { byUrgency, lifeTone, urgentLife } from '../model/bot-facts.ts'
import { useTime } from '../stores/clock-store.ts'
import { useIsLost } from '../stores/connection-store.ts'
import { useFleetStore } from '../stores/fleet-store.ts'
import { isAt, places, toolPlaces, type Place } from './places.ts'
import styles from './Sidebar.module.css'

const shownBots = 12

/** Places, bots worst first, tools. `edge` is what changes its width, where that can be done. */
export function Sidebar({ edge }: { edge?: ReactNode }) {
  const bots = useFleetStore((state) => state.view?.bots)
  const isLost = useIsLost()
  return (
    <nav className={styles.nav} aria-label={shellTexts.places}>
      <div className={classNames(styles.sidebar, isLost && styles.old)}>
        <ul>
          {places.map((place) => (
            <PlaceLink
              key={place.href}
              place={place}
              count={place.href === '/bots' ? bots?.length : undefined}
            />
          ))}
        </ul>
        {bots && bots.length > 0 && (
          <div>
            <div className={styles.label}>
              <span>{shellTexts.bots}</span>
              <Tooltip label={newBotTexts.open}>
                <ActionIcon component={Link} href="/new-bot" size={24} aria-label={newBotTexts.open}>
                  <Icon name="plus" size={14} />
                </ActionIcon>
              </Tooltip>
            </div>
            <BotLinks bots={bots} />
          </div>
        )}
        <div>
          <div className={styles.label}>{shellTexts.tools}</div>
          <ul>
            {toolPlaces.map((place) => (
              <PlaceLink key={place.href} place={place} />
            ))}
          </ul>
        </div>
      </div>
      {edge}
    </nav>
  )
}

function PlaceLink({ place, count }: { place: Place; count?: number | undefined }) {
  const [path] = useLocation()
  const isCurrent = isAt(path, place) || (place.href === '/bots' && path === '/welcome')
  return (
    <li>
      <Link
        href={place.href}
        className={classNames(styles.item, isCurrent && styles.current)}
        aria-current={isCurrent ? 'page' : undefined}
      >
        <Icon name={place.icon} />
        <span className={styles.name}>{place.label}</span>
        {count !== undefined && <span className={styles.count}>{count}</span>}
      </Link>
    </li>
  )
}

/** The most urgent bots; the rest behind "All 40". */
export function BotLinks({ bots }: { bots: readonly BotView[] }) {
  const sorted = bots.toSorted(byUrgency)
  return (
    <ul>
      {sorted.slice(0, shownBots).map((bot) => (
        <BotLink key={bot.name} bot={bot} />
      ))}
      {sorted.length > shownBots && (
        <li>
          <Link href="/bots" className={classNames(styles.item, styles.bot, styles.all)}>
            {shellTexts.allBots(sorted.length)}
          </Link>
        </li>
      )}
    </ul>
  )
}

function BotLink({ bot }: { bot: BotView }) {
  const [path] = useLocation()
  const href = `/bots/${bot.name}`
  const isCurrent = path === href || path.startsWith(`${href}/`)
  const life = urgentLife(bot)
  const isCounting = life !== undefined && bot.engine.state !== 'stopped'
  const left = useTime((now) =>
    isCounting && life.expiresAt > now ? formatLeftShort(life.expiresAt - now) : '–',
  )
  const tone = useTime((now) => (isCounting && life.expiresAt > now ? lifeTone(life, now) : 'ok'))
  return (
    <li>
      <Link
        href={href}
        className={classNames(styles.item, styles.bot, isCurrent && styles.current)}
        aria-current={isCurrent ? 'page' : undefined}
      >
        <StateGlyph state={bot.engine.state} named />
        <span className={styles.name}>{bot.name}</span>
        {bot.hasDraft && <span className={styles.draft} role="img" aria-label="has unsaved edits" />}
        <span className={classNames(styles.left, tone !== 'ok' && styles[tone])}>{left}</span>
      </Link>
    </li>
  )
}
