import type { SerializedError } from '../../shared/errors.ts'
import type { TextTask } from './text-tasks.ts'

/** Stands for a long text that the worker was sent before. */
export interface TextName {
  readonly kind: 'botdesk-text'
  readonly text: number
}

/** One question to the worker; the input fits the task, the page's types see to that. */
export interface WorkerQuestion {
  readonly sequence: number
  readonly task: TextTask
  readonly input: Readonly<Record<string, unknown>>
  /** Texts that are spoken of for the first time, and those that will not be spoken of again. */
  readonly learn: readonly { readonly id: number; readonly text: string }[]
  readonly forget: readonly number[]
}

/** Answers are JSON: the page reads a large outline faster from it than from a structured clone. */
export type WorkerAnswer =
  | { readonly sequence: number; readonly json: string | undefined }
  | { readonly sequence: number; readonly error: SerializedError }

/** Whether a value of an input is the name of a text. */
export function isTextName(value: unknown): value is TextName {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'botdesk-text'
}

/** Shorter texts are sent each time. */
const longText = 10_000
/** The text of now, the one before, and the saved one are spoken of again and again. */
const mostTexts = 4

/** Remembers which long texts a worker has, so that each is sent once and not with every question. */
export class SentTexts {
  readonly #ids = new Map<string, number>()
  #last = 0

  /** The input with names in place of long texts, and what the worker has to learn and forget for it. */
  name(input: Readonly<Record<string, unknown>>): Pick<WorkerQuestion, 'input' | 'learn' | 'forget'> {
    const learn: { id: number; text: string }[] = []
    const named = Object.entries(input).map(([key, value]) => {
      if (typeof value !== 'string' || value.length < longText) return [key, value] as const
      const name: TextName = { kind: 'botdesk-text', text: this.#idOf(value, learn) }
      return [key, name] as const
    })
    return { input: Object.fromEntries(named), learn, forget: this.#dropOldest() }
  }

  #idOf(text: string, learn: { id: number; text: string }[]): number {
    const known = this.#ids.get(text)
    const id = known ?? (this.#last += 1)
    if (known === undefined) learn.push({ id, text })
    // Spoken of last: it goes to the end of the order.
    this.#ids.delete(text)
    this.#ids.set(text, id)
    return id
  }

  #dropOldest(): readonly number[] {
    const oldest = [...this.#ids].slice(0, Math.max(0, this.#ids.size - mostTexts))
    for (const [text] of oldest) this.#ids.delete(text)
    return oldest.map(([, id]) => id)
  }
}
