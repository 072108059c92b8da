import { AppError } from '../../shared/errors.ts'
import { textTasks } from './text-tasks.ts'
import { isTextName, type WorkerAnswer, type WorkerQuestion } from './worker-messages.ts'

/** The texts the page has sent and may speak of again. */
const texts = new Map<number, string>()

addEventListener('message', ({ data }: MessageEvent<WorkerQuestion>) => {
  const { sequence, task, input, learn, forget } = data
  for (const id of forget) texts.delete(id)
  for (const { id, text } of learn) texts.set(id, text)
  const answer = (content: WorkerAnswer): void => postMessage(content)
  try {
    const run = textTasks[task] as (input: unknown) => unknown
    const value = run(Object.fromEntries(Object.entries(input).map(([key, each]) => [key, withText(each)])))
    answer({ sequence, json: value === undefined ? undefined : JSON.stringify(value) })
  } catch (thrown) {
    answer({ sequence, error: AppError.from(thrown).serialize() })
  }
})

function withText(value: unknown): unknown {
  return isTextName(value) ? texts.get(value.text) : value
}
