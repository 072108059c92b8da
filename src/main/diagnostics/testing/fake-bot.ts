import type { EngineSnapshot, ServiceSnapshot } from '../../../shared/contract/bots.ts'
import type { Bot, EngineEvent, EngineEventBody } from '../../engine/model.ts'

export const reportedAt = Date.UTC(2026, 10, 21, 14, 10, 48, 123)

/** A service as the engine would tell it. */
export function serviceOf(name: string, changes: Partial<ServiceSnapshot> = {}): ServiceSnapshot {
  const base = { name, type: 'application', internal: false, state: 'healthy', since: 0 } as const
  return { ...base, reportedAt, ...changes }
}

/** A bot whose truth a test sets. */
export function createFakeBot(services: readonly ServiceSnapshot[]): Pick<Bot, 'snapshot' | 'subscribe'> & {
  set(services: readonly ServiceSnapshot[]): void
  emit(body: EngineEventBody): void
  readonly readers: number
} {
  const listeners = new Set<(event: EngineEvent) => void>()
  let current = services
  const snapshot = (): EngineSnapshot => ({ state: 'healthy', since: 0, startedAt: 0, services: current })
  const emit = (body: EngineEventBody) =>
    [...listeners].forEach((listener) => listener({ ...body, at: 0, sequence: 0 }))
  return {
    snapshot,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set: (next) => {
      current = next
      emit({ kind: 'snapshot', snapshot: snapshot() })
    },
    emit,
    get readers() {
      return listeners.size
    },
  }
}
