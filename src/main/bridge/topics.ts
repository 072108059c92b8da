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

type Deliver<T extends TopicName> = (delivery: Delivery<T>) => void
type Openers = { readonly [T in TopicName]: (deliver: Deliver<T>) => () => void }

/** What a topic says now and when it changes. */
interface Source<T extends TopicName> {
  snapshot(): Topics[T]
  onChange(listener: () => void): () => void
}

/** The subscriptions of one backend, shared by both transports. */
export function createTopicHub(backend: Backend): TopicHub {
  const { fleet, trial, clusters } = backend
  const openers: Openers = {
    'fleet:bots-changed': stateTopic(backend, 'fleet:bots-changed', {
      snapshot: () => fleet.view(),
      onChange: (listener) => {
        const endings = [fleet.subscribe(listener), fleet.watchFiles()]
        return () => endings.forEach((end) => end())
      },
    }),
    'trial:steps-changed': stateTopic(backend, 'trial:steps-changed', {
      snapshot: () => trial.view(),
      onChange: (listener) => trial.subscribe(listener),
    }),
    'cluster:view-changed': stateTopic(backend, 'cluster:view-changed', {
      snapshot: () => clusters.view(),
      onChange: (listener) => clusters.subscribe(listener),
    }),
    'app:usage-changed': stateTopic(backend, 'app:usage-changed', {
      snapshot: () => backend.usage(),
      onChange: (listener) => backend.onUsage(listener),
    }),
    'log:lines-changed': (deliver) => openLog(backend, deliver),
  }
  return { open: (topic, deliver) => openers[topic](deliver) }
}

/** A topic whose every delivery is the whole truth. */
function stateTopic<T extends TopicName>(
  backend: Backend,
  topic: T,
  source: Source<T>,
): (deliver: Deliver<T>) => () => void {
  return (deliver) => {
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
  }
}

/** The log is a stream: after the snapshot only new lines travel. */
function openLog(backend: Backend, deliver: Deliver<'log:lines-changed'>): () => void {
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
