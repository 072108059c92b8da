import { Tooltip } from '@mantine/core'
import { Link } from 'wouter'
import type { BotState } from '../../shared/contract/bots.ts'
import { Countdown } from '../components/Countdown.tsx'
import { Icon } from '../components/icons/Icon.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'
import {
  count,
  formatBoth,
  formatBytes,
  formatPercent,
  formatTimeExact,
} from '../../shared/messages/format.ts'
import { shellTexts } from '../messages/shell.ts'
import { stateLooks } from '../messages/states.ts'
import { nextStep } from '../model/bot-facts.ts'
import { useNow, useTime } from '../stores/clock-store.ts'
import { useClusterStore } from '../stores/cluster-store.ts'
import { useFleetStore } from '../stores/fleet-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useUsageStore } from '../stores/usage-store.ts'
import styles from './StatusBar.module.css'
import type { Viewport } from './use-viewport.ts'

const countedStates: readonly BotState[] = [
  'locked',
  'unhealthy',
  'degraded',
  'unreachable',
  'healthy',
  'starting',
  'stopping',
  'stopped',
]

/** Counts by state, the next renewal of all, the local cluster, clocks and Botdesk's own cost. */
export function StatusBar({ viewport }: { viewport: Viewport }) {
  return (
    <footer className={styles.bar} aria-label={shellTexts.status}>
      <StateCounts />
      <NextRenewal />
      {viewport !== 'menu' && (
        <>
          {viewport === 'wide' && <ClusterPart />}
          <span className={styles.spring} />
          <SkewPart />
          {viewport === 'wide' && <UsagePart />}
          <ClockPart />
        </>
      )}
    </footer>
  )
}

function StateCounts() {
  const bots = useFleetStore((state) => state.view?.bots)
  if (!bots || bots.length === 0)
    return <span className={styles.part}>{bots ? shellTexts.noBots : shellTexts.unknown}</span>
  return (
    <span className={styles.counts}>
      {countedStates.map((state) => {
        const number = bots.filter((bot) => bot.engine.state === state).length
        if (number === 0) return null
        const label = `${count(number, 'bot')} ${stateLooks[state].word.toLowerCase()}`
        return (
          <Tooltip key={state} label={label}>
            <Link href={`/bots?state=${state}`} className={styles.part} aria-label={label}>
              <StateGlyph state={state} size={12} /> {number}
            </Link>
          </Tooltip>
        )
      })}
    </span>
  )
}

function NextRenewal() {
  const bots = useFleetStore((state) => state.view?.bots)
  const next = bots
    ?.flatMap((bot) => {
      const step = nextStep(bot)
      return step.kind === 'renewal' ? [{ at: step.at, name: bot.name }] : []
    })
    .toSorted((a, b) => a.at - b.at)[0]
  if (!next) return null
  return (
    <Link href={`/bots/${next.name}`} className={styles.part}>
      <NextRenewalWords at={next.at} /> <span className={styles.faint}>·</span> {next.name}
    </Link>
  )
}

function NextRenewalWords({ at }: { at: number }) {
  const isDue = useTime((now) => now >= at)
  return (
    <span>
      {shellTexts.nextRenewal} {!isDue && 'in '}
      <Countdown at={at} kind="due" />
    </span>
  )
}

function ClusterPart() {
  const cluster = useClusterStore((state) => state.view)
  if (cluster?.state !== 'running') return null
  return (
    <Tooltip label={shellTexts.cluster}>
      <Link href="/cluster" className={styles.part}>
        <Icon name="server" size={12} /> {cluster.name} on {cluster.address}
      </Link>
    </Tooltip>
  )
}

function SkewPart() {
  const bots = useFleetStore((state) => state.view?.bots)
  const skews = bots?.flatMap((bot) => bot.engine.clockSkewMs ?? []) ?? []
  const largest = skews.toSorted((a, b) => Math.abs(b) - Math.abs(a))[0]
  if (largest === undefined) return null
  // A hair's breadth is no sign: −0.04 s reads +0.0 s.
  const tenths = Math.round(largest / 100) || 0
  return (
    <Tooltip label="The cluster’s clock against this computer’s">
      <span className={styles.part}>
        Clock {tenths >= 0 ? '+' : '−'}
        {(Math.abs(tenths) / 10).toFixed(1)} s
      </span>
    </Tooltip>
  )
}

function UsagePart() {
  const usage = useUsageStore((state) => state.usage)
  if (!usage) return null
  return (
    <Tooltip label="What Botdesk itself costs, with the bots it runs">
      <span className={styles.part}>
        Botdesk {formatPercent(usage.cpuPercent / 100)} CPU · {formatBytes(usage.residentBytes)}
      </span>
    </Tooltip>
  )
}

function ClockPart() {
  const now = useNow()
  const isUtc = usePreferencesStore((state) => state.preferences.utc)
  const change = usePreferencesStore((state) => state.change)
  return (
    <Tooltip label={`${formatBoth(now)}. Click for ${isUtc ? 'local time' : 'UTC'}`}>
      <button type="button" className={styles.part} onClick={() => change({ utc: !isUtc })}>
        {formatTimeExact(now, isUtc)}
        {isUtc ? ' UTC' : ''}
      </button>
    </Tooltip>
  )
}
