import { describe, expect, it } from 'vitest'
import { errorCodes, type ErrorCode, type SerializedError } from '../errors.ts'
import { quoteForShell } from './errors-destination.ts'
import { explainError } from './errors.ts'

const errorOf = (code: ErrorCode, details: SerializedError['details'] = {}): SerializedError => ({
  code,
  message: 'something about it',
  details,
  retryable: false,
})

describe('error texts', () => {
  it.each(errorCodes)('%s says what happened and what it means, in sentences', (code) => {
    const { happened, meaning } = explainError(errorOf(code))
    expect(happened).toMatch(/^\S.*[.)]$/)
    expect(meaning).toMatch(/^\S.*\.$/)
    expect(`${happened} ${meaning}`).not.toMatch(/undefined|NaN|\.\.|!| {2}/)
  })

  it.each(errorCodes)('%s has a text of its own', (code) => {
    expect(explainError(errorOf(code)).meaning).not.toBe('Nothing else is known about it.')
  })

  it('names owner, mode and user where a folder refuses', () => {
    const { happened, advice } = explainError(
      errorOf('destination.permission-denied', {
        path: '/srv/my tls',
        owner: 'postgres',
        mode: '0700',
        user: 'deploy',
      }),
      { service: 'billing-db' },
    )
    expect(happened).toBe(
      'billing-db cannot write to /srv/my tls: permission denied. Owner postgres, mode 0700, Botdesk runs as deploy.',
    )
    expect(advice[0]?.command?.code).toBe("sudo setfacl -m u:deploy:rwx '/srv/my tls'")
  })

  it('tells until when the last good files are valid', () => {
    expect(explainError(errorOf('cluster.unreachable'), { validUntil: 'until 14:33' }).meaning).toContain(
      'until 14:33',
    )
  })

  it('quotes what a shell would read otherwise', () => {
    expect(quoteForShell("/srv/it's")).toBe(String.raw`'/srv/it'\''s'`)
  })
})
