import { AppError } from '../../../shared/errors.ts'

/** What a parser made of an input: `read`, or the refusal's code. Errors that are no refusal come through. */
export function verdict(parse: () => unknown): string {
  return refusal(parse)?.code ?? 'read'
}

/** The refusal itself; undefined when the input was read. */
export function refusal(parse: () => unknown): AppError | undefined {
  try {
    parse()
    return undefined
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown
    throw thrown
  }
}
