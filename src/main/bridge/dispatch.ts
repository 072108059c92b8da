import { Ajv } from 'ajv'
import { requestSchemas } from '../../shared/contract/request-schemas.ts'
import type { RequestName } from '../../shared/contract/requests.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { AppError, isCancellation } from '../../shared/errors.ts'
import type { LogBook } from '../log/log-book.ts'
import type { Handlers } from './handlers.ts'

/** Answers one request; never rejects. */
export type Dispatch = (name: string, request: unknown, options: { signal: AbortSignal }) => Promise<Answer>

/** Checks a request against its schema, then runs its handler. Unknown names and bad bodies are `bridge.bad-request`. */
export function createDispatch(handlers: Handlers, log: LogBook): Dispatch {
  const ajv = new Ajv({ strictRequired: false })
  const validators = new Map(
    Object.entries(requestSchemas).map(([name, schema]) => [name, ajv.compile(schema)]),
  )
  const byName = new Map<string, (request: never, options: { signal: AbortSignal }) => Promise<unknown>>(
    Object.entries(handlers),
  )

  return async (name, request, options) => {
    const validate = validators.get(name)
    const handler = byName.get(name)
    if (!validate || !handler)
      return failure(new AppError('bridge.bad-request', `there is no request ${name}`))
    if (!validate(request)) {
      return failure(
        new AppError(
          'bridge.bad-request',
          `${name}: ${ajv.errorsText(validate.errors, { dataVar: 'request' })}`,
        ),
      )
    }
    try {
      // The schema of `name` has just accepted it.
      return { ok: true, value: await handler(request as never, options) }
    } catch (thrown) {
      const error = AppError.from(thrown)
      if (error.code === 'internal.unexpected' && !isCancellation(thrown)) {
        log.write({
          level: 'error',
          message: `${name as RequestName} failed: ${error.message}`,
          code: error.code,
        })
      }
      return failure(error)
    }
  }
}

function failure(error: AppError): Answer {
  return { ok: false, error: error.serialize() }
}
