import { useState } from 'react'
import type { BotHistoryEvent } from '../../../shared/contract/views.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { botTexts } from '../../messages/bot.ts'
import { formatBoth, formatWhen } from '../../../shared/messages/format.ts'
import type { GlyphShape } from '../../messages/states.ts'
import { useTime } from '../../stores/clock-store.ts'
import type { Tone } from '../../theme/tokens.ts'
import styles from './Overview.module.css'

const marks: Readonly<Record<BotHistoryEvent['kind'], readonly [GlyphShape, Tone]>> = {
  started: ['ring-dot', 'busy'],
  stopped: ['square', 'idle'],
  joined: ['tick', 'ok'],
  renewed: ['tick', 'ok'],
  failed: ['octagon', 'bad'],
  recovered: ['tick', 'ok'],
  applied: ['ring-dot', 'busy'],
  waits: ['ring-dot', 'idle'],
  deleted: ['dot', 'idle'],
  locked: ['padlock', 'bad'],
  slept: ['dot', 'idle'],
}

const shownAtFirst = 6
const minuteMs = 60_000

/** "What happened", newest first, as causes and effects. */
export function EventList({ events }: { events: readonly BotHistoryEvent[] }) {
  const [isWhole, setIsWhole] = useState(false)
  const now = useTime((time) => Math.floor(time / minuteMs) * minuteMs)
  if (events.length === 0) return <p className={styles.none}>{botTexts.nothingHappened}</p>
  const shown = isWhole ? events : events.slice(0, shownAtFirst)
  return (
    <>
      <ol className={styles.events}>
        {shown.map((event, index) => {
          const [shape, tone] = marks[event.kind]
          return (
            <li key={`${event.at} ${index}`} className={styles.event}>
              <Glyph shape={shape} tone={tone} />
              <span className={styles.eventTitle}>{event.title}</span>
              <time className={styles.time} title={formatBoth(event.at)}>
                {formatWhen(event.at, now)}
              </time>
              {event.detail && (
                <>
                  <span />
                  <span className={styles.sub}>{event.detail}</span>
                </>
              )}
            </li>
          )
        })}
      </ol>
      {events.length > shownAtFirst && (
        <div className={styles.more}>
          <button type="button" className={styles.moreButton} onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `All ${events.length} events`}
          </button>
        </div>
      )}
    </>
  )
}
