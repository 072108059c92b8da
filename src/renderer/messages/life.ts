import { formatLeft, formatSpan, formatTime, formatWhen } from '../../shared/messages/format.ts'

const minuteMs = 60_000

/** A life that was asked for or granted: clocks cut to whole seconds must not turn an hour into 59 minutes. */
export function formatLife(ms: number): string {
  return formatSpan(Math.ceil(ms / 1000) * 1000)
}

/** Time that is left, as a span: never more than there is. */
export function formatLeftSpan(ms: number): string {
  return formatSpan(Math.floor(ms / 1000) * 1000)
}

/** What a countdown shows, and what a screen reader hears instead. */
export interface CountdownText {
  readonly shown: string
  readonly spoken: string
}

/** Until a certificate's end. */
export function endText(expiresAt: number, now: number): CountdownText {
  if (now >= expiresAt) {
    const text = `Expired ${formatWhen(expiresAt, now)}`
    return { shown: text, spoken: text }
  }
  return {
    shown: formatLeft(expiresAt - now),
    spoken: `${formatLeftSpan(Math.max(minuteMs, expiresAt - now))} left, ends ${formatTime(expiresAt)}`,
  }
}

/** Until the next attempt: short, because it is soon. */
export function retryText(at: number, now: number): CountdownText {
  const leftMs = at - now
  if (leftMs <= 0) return { shown: 'a moment', spoken: 'a moment' }
  const seconds = Math.floor(leftMs / 1000)
  const shown = seconds < 60 ? `${seconds} s` : formatLeftSpan(leftMs)
  return { shown, spoken: formatLeftSpan(Math.max(minuteMs, leftMs)) }
}

/** Until something is due. */
export function dueText(at: number, now: number): CountdownText {
  const lateMs = now - at
  if (lateMs < 0)
    return {
      shown: formatLeft(-lateMs),
      spoken: `in ${formatLeftSpan(Math.max(minuteMs, -lateMs))}, at ${formatTime(at)}`,
    }
  const text = lateMs < minuteMs ? 'Now' : `${formatSpan(lateMs)} late`
  return { shown: text, spoken: text }
}
