import { describe, expect, test } from 'vitest'
import { edited, rename } from './testing/edited.ts'

const label = rename('labels.env', 'team')

describe('a key gets another name where it stands', () => {
  test.each([
    [
      'between others, with its comments',
      '# all\nlabels: # of it\n  # first\n  env: prod # one\n\n  zone: a\n',
      '# all\nlabels: # of it\n  # first\n  team: prod # one\n\n  zone: a\n',
    ],
    ['in brackets', 'labels: {a: 1, env: 2, b: 3} # c\n', 'labels: {a: 1, team: 2, b: 3} # c\n'],
    ['in brackets without a value', 'labels: {env, b: 3}\n', 'labels: {team, b: 3}\n'],
    ['close to its colon', 'labels: {"env":2}\n', 'labels: {"team":2}\n'],
    ['in double quotes', 'labels:\n  "env": 1\n', 'labels:\n  "team": 1\n'],
    ['in single quotes', "labels:\n  'env'  :   1\n", "labels:\n  'team'  :   1\n"],
    [
      'with an anchor and a tag',
      'labels:\n  &k !!str env: &v 1\nx: *v\n',
      'labels:\n  &k !!str team: &v 1\nx: *v\n',
    ],
    ['behind a question mark', 'labels:\n  ? env # k\n  : 1\n', 'labels:\n  ? team # k\n  : 1\n'],
    ['that is an alias', 'a: &k env\nlabels:\n  *k : 1\n', 'a: &k env\nlabels:\n  team : 1\n'],
    ['over a text', 'labels:\n  env: |+\n    a\n\n  b: 1\n', 'labels:\n  team: |+\n    a\n\n  b: 1\n'],
    ['in a file of CRLF', 'labels:\r\n  env: 1\r\n  b: 2\r\n', 'labels:\r\n  team: 1\r\n  b: 2\r\n'],
    ['over a list', 'labels:\n- x\nb: 1\n', 'team:\n- x\nb: 1\n', rename('labels', 'team')],
    ['behind a dash', '- env: 1\n  b: 2\n', '- team: 1\n  b: 2\n', rename('[0].env', 'team')],
  ])('%s', (_what, before, after, change = label) => {
    expect(edited(before, change)).toBe(after)
  })

  test.each([
    ['yes', '"yes"'],
    ['123', '"123"'],
    ['a: b', '"a: b"'],
    ['<<', '"<<"'],
    ['two words', 'two words'],
    ['teleport.dev/x', 'teleport.dev/x'],
    ['a,b', 'a,b'],
  ])('and quotes where it needs them: %s', (name, written) => {
    expect(edited('labels:\n  env: 1\n', rename('labels.env', name))).toBe(`labels:\n  ${written}: 1\n`)
  })

  test('and quotes in brackets for what means something there', () => {
    expect(edited('labels: {env: 1}\n', rename('labels.env', 'a,b'))).toBe('labels: {"a,b": 1}\n')
  })

  test('which may be the one it has', () => {
    expect(edited("labels: {'env': 1}\n", rename('labels.env', 'env'))).toBe("labels: {'env': 1}\n")
  })
})

describe('a key from elsewhere', () => {
  test('gets its name in a copy of its own', () => {
    expect(edited('a: &x {env: 1, b: 2}\nlabels: *x # c\n', label)).toBe(
      'a: &x {env: 1, b: 2}\nlabels: # c\n  team: 1\n  b: 2\n',
    )
  })

  test.each([
    ['that comes in through `<<`', 'd: &d {env: 1}\nlabels:\n  <<: *d\n  b: 2\n', 'rename it there'],
    ['of a map that is used elsewhere', 'labels: &x {env: 1}\nb: *x\n', 'write the value out'],
    ['that hides one of `<<`', 'd: &d {env: 1}\nlabels: {<<: *d, env: 2}\n', 'write the value out'],
  ])('%s keeps its name', (_what, text, reason) => {
    expect(() => edited(text, label)).toThrow(reason)
  })
})

test.each([
  ['is taken', 'labels: {env: 1, team: 2}\n', 'already'],
  ['is taken through `<<`', 'd: &d {team: 1}\nlabels: {<<: *d, env: 2}\n', 'already'],
  ['is for no key', 'labels: {b: 1}\n', 'no key'],
  ['is for a key of two lines or more', 'labels:\n  ? |-\n    env\n  : 1\n', 'question mark'],
  ['is for a key that stands twice', 'labels:\n  env: 1\n  env: 2\n', 'stands twice'],
])('a name that %s is refused', (_what, text, reason) => {
  expect(() => edited(text, label)).toThrow(reason)
})
