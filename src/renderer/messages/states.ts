import type { ArtifactState, BotState, LogLevel, ServiceState } from '../../shared/contract/bots.ts'
import type { Severity } from '../../shared/config/problem.ts'
import type { Tone } from '../theme/tokens.ts'

/** The shapes of interface.md 3. Shape, word and tone always go together. */
export type GlyphShape =
  | 'tick'
  | 'turning'
  | 'triangle'
  | 'octagon'
  | 'padlock'
  | 'turning-back'
  | 'square'
  | 'unknown'
  | 'slash'
  | 'dot'
  | 'ring-dot'
  | 'ring'

export interface StateLook {
  readonly word: string
  readonly shape: GlyphShape
  readonly tone: Tone
}

export const stateLooks: Readonly<Record<BotState | ServiceState, StateLook>> = {
  healthy: { word: 'Healthy', shape: 'tick', tone: 'ok' },
  starting: { word: 'Starting', shape: 'turning', tone: 'busy' },
  degraded: { word: 'Degraded', shape: 'triangle', tone: 'warn' },
  unhealthy: { word: 'Unhealthy', shape: 'octagon', tone: 'bad' },
  locked: { word: 'Locked', shape: 'padlock', tone: 'bad' },
  stopping: { word: 'Stopping', shape: 'turning-back', tone: 'idle' },
  stopped: { word: 'Stopped', shape: 'square', tone: 'idle' },
  unreachable: { word: 'Unreachable', shape: 'unknown', tone: 'idle' },
  skipped: { word: 'Skipped', shape: 'slash', tone: 'idle' },
  off: { word: 'Off', shape: 'square', tone: 'idle' },
}

export const severityLooks: Readonly<Record<Severity, StateLook>> = {
  error: { word: 'Error', shape: 'octagon', tone: 'bad' },
  hazard: { word: 'Hazard', shape: 'triangle', tone: 'warn' },
  ignored: { word: 'Ignored', shape: 'slash', tone: 'idle' },
  info: { word: 'Info', shape: 'dot', tone: 'idle' },
}

export const levelLooks: Readonly<Record<LogLevel, StateLook>> = {
  error: { word: 'Error', shape: 'octagon', tone: 'bad' },
  warning: { word: 'Warning', shape: 'triangle', tone: 'warn' },
  good: { word: 'Good', shape: 'tick', tone: 'ok' },
  info: { word: 'Info', shape: 'dot', tone: 'idle' },
  debug: { word: 'Debug', shape: 'ring', tone: 'idle' },
}

export const artifactLooks: Readonly<Record<ArtifactState, StateLook>> = {
  verified: { word: 'Verified', shape: 'tick', tone: 'ok' },
  changed: { word: 'Changed', shape: 'triangle', tone: 'warn' },
  missing: { word: 'Missing', shape: 'octagon', tone: 'bad' },
  'not-written': { word: 'Not written yet', shape: 'ring', tone: 'idle' },
}
