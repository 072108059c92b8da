import { useEffect, useRef } from 'react'
import { useSearch } from 'wouter'
import type { BotView } from '../../../shared/contract/views.ts'
import { Card } from '../../components/Card.tsx'
import { ReadinessChart, readinessSentence } from '../../components/ReadinessStrip.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { botTexts } from '../../messages/bot.ts'
import { formatSpan, formatTime, formatWhen } from '../../../shared/messages/format.ts'
import { stateLooks } from '../../messages/states.ts'
import { readinessOf, type Readiness } from '../../model/readiness.ts'
import { useTime } from '../../stores/clock-store.ts'
import styles from './Overview.module.css'

const slots = 168
const shownIncidents = 4
const minuteMs = 60_000
const almostDayMs = 23.5 * 60 * minuteMs

/** The last 24 hours, with what went wrong below. */
export function ReadinessCard({ bot }: { bot: BotView }) {
  const card = useShown('readiness')
  const now = useTime((time) => Math.ceil(time / minuteMs) * minuteMs)
  const readiness = readinessOf(bot, now, slots)
  const sentence = useTime((time) => readinessSentence(readinessOf(bot, time, 1)))
  return (
    <div ref={card} tabIndex={-1} className={styles.shown}>
      <Card title={botTexts.readiness} note={readiness.knownForMs > 0 && sentence}>
        {readiness.knownForMs === 0 ? (
          <p className={styles.quiet}>{botTexts.readinessEmpty}</p>
        ) : (
          <Ready readiness={readiness} now={now} />
        )}
      </Card>
    </div>
  )
}

/** The element to bring into sight when the address asks for it: `?show=readiness`. */
function useShown(name: string) {
  const element = useRef<HTMLDivElement>(null)
  const isAsked = new URLSearchParams(useSearch()).get('show') === name
  useEffect(() => {
    if (!isAsked) return
    element.current?.scrollIntoView({ block: 'center' })
    element.current?.focus({ preventScroll: true })
  }, [isAsked])
  return element
}

function Ready({ readiness, now }: { readiness: Readiness; now: number }) {
  return (
    <>
      <ReadinessChart readiness={readiness} />
      <ul className={styles.incidents}>
        {readiness.incidents.length === 0 && (
          <li className={styles.incident}>
            {readiness.knownForMs < almostDayMs ? botTexts.noIncidentsSoFar : botTexts.noIncidents}
          </li>
        )}
        {readiness.incidents.slice(0, shownIncidents).map((incident) => (
          <li key={incident.from} className={styles.incident}>
            <StateGlyph state={incident.state} size={12} />
            <span className={styles.time}>
              {formatWhen(incident.from, now)}{' '}
              {incident.to === undefined ? 'until now' : `to ${formatTime(incident.to)}`}
            </span>
            <span>
              {stateLooks[incident.state].word} for {formatSpan((incident.to ?? now) - incident.from)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
