import { describe, expect, test } from 'vitest'
import { applyEdits } from '../line-index.ts'
import { renameService } from './rename.ts'

const text = `services:
  - type: application
    name: 'one' # mine
  - type: application
outputs:
  - {type: identity}
`

function renamed(path: (string | number)[], name: string): string {
  return applyEdits(text, renameService(text, path, name))
}

describe('a service', () => {
  test('gets another name in its place', () => {
    expect(renamed(['services', 0, 'name'], 'two')).toBe(text.replace("'one'", "'two'"))
  })

  test('gets its first name behind its type', () => {
    expect(renamed(['services', 1], 'two')).toBe(
      text.replace('application\noutputs', 'application\n    name: two\noutputs'),
    )
    expect(renamed(['outputs', 0], 'two')).toBe(
      text.replace('{type: identity}', '{type: identity, name: two}'),
    )
  })

  test('loses its name for the generated one', () => {
    expect(renamed(['services', 0], '')).toBe(text.replace("    name: 'one' # mine\n", ''))
  })

  test.each([
    ['Two', 'letters'],
    ['a b', 'letters'],
    ['heartbeat', 'for itself'],
    ['one', 'another service'],
    ['identity-1', 'another service'],
  ])('is not named %j', (name, reason) => {
    expect(() => renamed(['services', 1], name)).toThrow(reason)
  })

  test('may be named as it is', () => {
    expect(renamed(['services', 0], 'one')).toBe(text)
  })
})

test('only services have a name', () => {
  expect(() => renamed(['onboarding'], 'x')).toThrow('only services')
})
