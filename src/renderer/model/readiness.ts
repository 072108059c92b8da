import { assertNever } from '../../shared/errors.ts'
import type { BotState } from '../../shared/contract/bots.ts'
import type { BotView } from '../../shared/contract/views.ts'

export type SlotKind = 'ready' | 'degraded' | 'unhealthy' | 'starting' | 'off'

export interface Slot {
  readonly from: number
  readonly to: number
  readonly kind: SlotKind
}

export interface Readiness {
  readonly slots: readonly Slot[]
  /** Share of the known time that was ready; undefined when nothing is known. */
  readonly share: number | undefined
  /** Not ready or degraded, newest first. */
  readonly incidents: readonly {
    readonly from: number
    readonly to: number | undefined
    readonly state: BotState
  }[]
}

const dayMs = 86_400_000
const weight: Readonly<Record<SlotKind, number>> = {
  off: 0,
  ready: 1,
  starting: 2,
  degraded: 3,
  unhealthy: 4,
}

interface Span {
  readonly from: number
  readonly to: number
  readonly state: BotState
}

/** The last 24 hours in `slotCount` equal slots; a slot shows the worst that happened in it. */
export function readinessOf(bot: BotView, now: number, slotCount: number): Readiness {
  const start = now - dayMs
  const spans = spansOf(bot, start, now)
  const width = dayMs / slotCount
  const slots = Array.from({ length: slotCount }, (_, index): Slot => {
    const from = start + index * width
    const to = from + width
    return { from, to, kind: kindOfSlot(spans, from, to) }
  })
  const known = total(spans.filter((span) => kindOf(span.state) !== 'off'))
  const good = total(spans.filter((span) => span.state === 'healthy' || span.state === 'degraded'))
  const incidents = spans
    .filter((span) => ['degraded', 'unhealthy', 'locked'].includes(span.state))
    .map((span) => ({ from: span.from, to: span.to === now ? undefined : span.to, state: span.state }))
    .toReversed()
  return { slots, share: known === 0 ? undefined : good / known, incidents }
}

/** The worst of a slot; a start that took less time than the bot was ready in it is not worth a dip. */
function kindOfSlot(spans: readonly Span[], from: number, to: number): SlotKind {
  const inside = spans
    .filter((span) => span.from < to && span.to > from)
    .map((span) => ({ ...span, from: Math.max(span.from, from), to: Math.min(span.to, to) }))
  const timeOf = (kind: SlotKind): number => total(inside.filter((span) => kindOf(span.state) === kind))
  const kinds = inside.map((span) => kindOf(span.state)).toSorted((a, b) => weight[b] - weight[a])
  if (kinds[0] === 'starting' && timeOf('ready') > timeOf('starting')) return 'ready'
  return kinds[0] ?? 'off'
}

function spansOf(bot: BotView, start: number, now: number): Span[] {
  const { transitions } = bot.history
  const known = transitions.length > 0 ? transitions : [{ at: bot.engine.since, state: bot.engine.state }]
  return known
    .map(({ at, state }, index) => ({
      from: Math.max(at, start),
      to: Math.min(known[index + 1]?.at ?? now, now),
      state,
    }))
    .filter((span) => span.to > span.from)
}

function kindOf(state: BotState): SlotKind {
  switch (state) {
    case 'healthy':
      return 'ready'
    case 'degraded':
      return 'degraded'
    case 'unhealthy':
    case 'locked':
      return 'unhealthy'
    case 'starting':
      return 'starting'
    case 'stopped':
    case 'stopping':
    case 'unreachable':
      return 'off'
    default:
      return assertNever(state)
  }
}

function total(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.to - span.from, 0)
}
