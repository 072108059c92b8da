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
  /** Share of the known time that was ready, starts by wish not counted; undefined when nothing is known. */
  readonly share: number | undefined
  /** How long before now the first known moment of the day is; 0 when nothing is known. */
  readonly knownForMs: number
  /** Whether it runs at the end of the day, well or not. */
  readonly isOn: boolean
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
  readonly before: BotState | undefined
  readonly isLast: boolean
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
  const counted = spans.filter((span) => kindOf(span.state) !== 'off' && !isStartByWish(span))
  const known = total(counted)
  const first = spans.find((span) => kindOf(span.state) !== 'off')
  const good = total(counted.filter((span) => span.state === 'healthy' || span.state === 'degraded'))
  const incidents = spans
    .filter((span) => ['degraded', 'unhealthy', 'locked'].includes(span.state))
    .map((span) => ({ from: span.from, to: span.to === now ? undefined : span.to, state: span.state }))
    .toReversed()
  return {
    slots,
    share: known === 0 ? undefined : good / known,
    isOn: spans.some((span) => span.isLast && kindOf(span.state) !== 'off'),
    knownForMs: first ? now - first.from : 0,
    incidents,
  }
}

/** A start from rest says nothing about how reliable the bot is; one out of trouble does. */
function isStartByWish({ state, before }: Span): boolean {
  return state === 'starting' && (before === undefined || kindOf(before) === 'off')
}

/** A start shorter than this share of a slot is not worth a bar of its own. */
const shortStart = 1 / 20

/** The worst of a slot; a start that took less time than the bot was ready in it is not worth a dip. */
function kindOfSlot(spans: readonly Span[], from: number, to: number): SlotKind {
  const inside = spans
    .filter((span) => span.from < to && span.to > from)
    .filter(
      (span) => span.isLast || span.state !== 'starting' || span.to - span.from > (to - from) * shortStart,
    )
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
      before: known[index - 1]?.state,
      isLast: index === known.length - 1,
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
