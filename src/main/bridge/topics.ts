import type { Delivery, TopicName, Topics } from '../../shared/contract/events.ts'
import type { LogLine } from '../../shared/contract/views.ts'
import type { Backend } from '../backend.ts'

/** Changes closer together than this are delivered as one. */
const gatherMs = 100
/** Lines waiting for a slow reader; older ones are dropped and it gets a fresh snapshot instead. */
const mostLinesWaiting = 2000

export interface TopicHub {
  /** Delivers a snapshot at once, then changes in batches, until the returned function is called. */
  open<T extends TopicName>(topic: T, deliver: (delivery: Delivery<T>) => void): () => void
}

/** What a topic says now and when it changes. */
interface Source<T extends TopicName> {
  snapshot(): Topics[T]
  onChange(listener: () => void): () => void
}

/** The subscriptions of one backend, shared by both transports. */
export function createTopicHub(backend: Backend): TopicHub {
  const sources: { [T in Exclude<TopicName, 'log:lines-changed'>]: Source<T> } = {
    'fleet:bots-changed': {
      snapshot: () => backend.fleet.view(),
      onChange: (listener) => backend.fleet.subscribe(listener),
    },
    'trial:steps-changed': {
      snapshot: () => backend.trial.view(),
      onChange: (listener) => backend.trial.subscribe(listener),
    },
    'cluster:view-changed': {
      snapshot: () => backend.clusters.view(),
      onChange: (listener) => backend.clusters.subscribe(listener),
    },
    'app:usage-changed': {
      snapshot: () => backend.usage(),
      onChange: (listener) => backend.onUsage(listener),
    },
  }
  return {
    open: (topic, deliver) => {
      if (topic === 'log:lines-changed') return openLog(backend, (delivery) => deliver(delivery as never))
      const source = sources[topic as keyof typeof sources] as unknown as Source<typeof topic>
      let sequence = 0
      const send = () =>
        deliver({ topic, sequence: ++sequence, isSnapshot: sequence === 1, value: source.snapshot() })
      const gatherer = new Gatherer(backend, send)
      const unsubscribe = source.onChange(() => gatherer.nudge())
      send()
      return () => {
        unsubscribe()
        gatherer.stop()
      }
    },
  }
}

/** The log is a stream: after the snapshot only new lines travel. */
function openLog(backend: Backend, deliver: (delivery: Delivery<'log:lines-changed'>) => void): () => void {
  let sequence = 0
  let waiting: LogLine[] = []
  let overflowed = false
  const send = (isSnapshot: boolean, value: readonly LogLine[]) =>
    deliver({ topic: 'log:lines-changed', sequence: ++sequence, isSnapshot, value })
  const gatherer = new Gatherer(backend, () => {
    const lines = waiting
    waiting = []
    if (overflowed) send(true, backend.log.lines())
    else if (lines.length > 0) send(false, lines)
    overflowed = false
  })
  const unsubscribe = backend.log.subscribe((line) => {
    if (waiting.length < mostLinesWaiting) waiting.push(line)
    else overflowed = true
    gatherer.nudge()
  })
  send(true, backend.log.lines())
  return () => {
    unsubscribe()
    gatherer.stop()
  }
}

/** Runs an act once, a moment after the first of several nudges. */
class Gatherer {
  readonly #backend: Backend
  readonly #act: () => void
  readonly #abort = new AbortController()
  #pending = false

  constructor(backend: Backend, act: () => void) {
    this.#backend = backend
    this.#act = act
  }

  nudge(): void {
    if (this.#pending || this.#abort.signal.aborted) return
    this.#pending = true
    this.#backend.ports.clock.sleep(gatherMs, { signal: this.#abort.signal }).then(
      () => {
        this.#pending = false
        this.#act()
      },
      () => undefined,
    )
  }

  stop(): void {
    this.#abort.abort()
  }
}
