import { describe, expect, test } from 'vitest'
import { AppError } from '../../errors.ts'
import { edited, insert, remove, set } from './testing/edited.ts'

describe('values from elsewhere', () => {
  const merged = 'd: &d\n  ttl: 1h\n  labels: {a: b}\ns:\n  <<: *d\n  type: x\n'

  test('a key of its own is written over a merged one', () => {
    expect(edited(merged, set('s.ttl', '2h'))).toBe(`${merged}  ttl: 2h\n`)
  })

  test('a change inside a merged value writes that value out', () => {
    expect(edited(merged, set('s.labels.c', 'd'))).toBe(`${merged}  labels:\n    a: b\n    c: d\n`)
  })

  test('a change behind an alias writes the value out in place of the alias', () => {
    const before = 'a: &x {type: directory, path: /a}\nb: *x # c\n'
    expect(edited(before, set('b.path', '/b'))).toBe(
      'a: &x {type: directory, path: /a}\nb: # c\n  type: directory\n  path: /b\n',
    )
    expect(edited(before, set('b', 'word'))).toBe('a: &x {type: directory, path: /a}\nb: word # c\n')
    expect(edited(before, remove('b'))).toBe('a: &x {type: directory, path: /a}\n')
  })

  test('a list behind an alias is written out to be added to', () => {
    expect(edited('a: &x [1]\nb: *x\n', insert('b', 2))).toBe('a: &x [1]\nb:\n  - 1\n  - 2\n')
  })

  test.each([
    ['a value that is used elsewhere', 'a: &x 1\nb: *x\n', set('a', 2)],
    ['a key in a map that is used elsewhere', 'a: &x {k: 1}\nb: *x\n', set('a.k', 2)],
    ['an anchor that is used', 'a: &x 1\nb: *x\n', remove('a')],
    ['a merged key', merged, remove('s.ttl')],
    ['a key under which a merged one comes to light', `${merged}  ttl: 2h\n`, remove('s.ttl')],
  ])('refuses to change %s', (_what, text, change) => {
    expect(() => edited(text, change)).toThrow(/write the value out|remove it there|cannot hold/)
  })

  test('what other places have a value of their own for may change', () => {
    expect(edited(merged.replace('type', 'ttl'), set('d.ttl', '3h'))).toBe(
      merged.replace('type', 'ttl').replace('1h', '3h'),
    )
  })
})

describe('what cannot be edited', () => {
  test.each([
    ['a text that is no YAML', 'a: [\n', set('b', 1), 'cannot be read as YAML'],
    ['a key that stands twice', 'a: 1\n"a": 2\n', set('a', 3), 'stands twice'],
    ['a key below a word', 'a: word\n', set('a.b', 3), 'of another kind'],
    ['an entry far behind the end', 'a: [1]\n', set('a[3]', 3), 'no entry at this place'],
    ['half a character', 'a: 1\n', set('a', '\ud83d'), 'half a character'],
    ['a key with a question mark', '? a\n', set('a', 1), 'question mark'],
  ])('is %s', (_what, text, change, message) => {
    const refusal = refusalOf(() => edited(text, change))
    expect(refusal).toMatchObject({ code: 'config.cannot-edit' })
    expect(refusal?.message).toContain(message)
  })

  test('the rest of a file with a key that stands twice can be edited', () => {
    expect(edited('a: 1\na: 2\nb: 3\n', set('b', 4))).toBe('a: 1\na: 2\nb: 4\n')
  })

  test('a refusal names the place and no value', () => {
    const refusal = refusalOf(() =>
      edited('onboarding: canary-secret-1\n', set('onboarding.token', 'canary-secret-2')),
    )
    expect(JSON.stringify(refusal?.serialize())).not.toContain('canary')
    expect(refusal?.details).toEqual({ path: 'onboarding.token' })
  })
})

function refusalOf(action: () => unknown): AppError | undefined {
  try {
    action()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  return undefined
}
