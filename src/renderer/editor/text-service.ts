import { AppError } from '../../shared/errors.ts'
import ConfigWorker from './config.worker?worker'
import type { TextTask, TextTasks } from './text-tasks.ts'
import { SentTexts, type WorkerAnswer, type WorkerQuestion } from './worker-messages.ts'

type InputOf<T extends TextTask> = Parameters<TextTasks[T]>[0]
type OutputOf<T extends TextTask> = ReturnType<TextTasks[T]>

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: AppError) => void
}

/** A worker that is asked one thing after the other. */
class Lane {
  readonly #worker = new ConfigWorker()
  readonly #waiting = new Map<number, Waiting>()
  readonly #texts = new SentTexts()
  #sequence = 0
  #failure: AppError | undefined

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
      const waiting = this.#waiting.get(data.sequence)
      this.#waiting.delete(data.sequence)
      if ('error' in data) waiting?.reject(AppError.deserialize(data.error))
      else waiting?.resolve(data.json === undefined ? undefined : JSON.parse(data.json))
    })
    this.#worker.addEventListener('error', ({ message }) => {
      this.#failure = new AppError('internal.unexpected', `the worker for texts ended: ${message}`)
      for (const { reject } of this.#waiting.values()) reject(this.#failure)
      this.#waiting.clear()
    })
  }

  ask(task: TextTask, input: Readonly<Record<string, unknown>>): Promise<unknown> {
    const failure = this.#failure
    if (failure) return Promise.reject(failure)
    this.#sequence += 1
    const question: WorkerQuestion = { sequence: this.#sequence, task, ...this.#texts.name(input) }
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.sequence, { resolve, reject })
      this.#worker.postMessage(question, [])
    })
  }
}

let lanes: { readonly checks: Lane; readonly rest: Lane } | undefined

/** Whether texts are worked on beside the page; a test's page has no workers. */
export const hasWorkers = typeof Worker !== 'undefined'

/**
 * Asks about a text without holding up the page. Checks have a worker of their own, so that nothing else delays the
 * markers; where there are no workers the same functions run here.
 */
export async function askText<T extends TextTask>(task: T, input: InputOf<T>): Promise<OutputOf<T>> {
  if (!hasWorkers) {
    const { textTasks } = await import('./text-tasks.ts')
    const run = textTasks[task] as (input: InputOf<T>) => OutputOf<T>
    return run(input)
  }
  lanes ??= { checks: new Lane(), rest: new Lane() }
  const lane = task === 'check' ? lanes.checks : lanes.rest
  return (await lane.ask(task, { ...input })) as OutputOf<T>
}
