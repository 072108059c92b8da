import { describe, expect, test } from 'vitest'
import { edited, insert, move, remove } from './testing/edited.ts'

describe('adding to a list', () => {
  test.each([
    ['dashes further in', 'roles:\n  - a # c\ndebug: true\n', 'roles:\n  - a # c\n  - x\ndebug: true\n'],
    ['dashes below the key', 'roles:\n- a # c\ndebug: true\n', 'roles:\n- a # c\n- x\ndebug: true\n'],
    ['wide dashes', 'roles:\n  -   a\n', 'roles:\n  -   a\n  -   x\n'],
    ['brackets', 'roles: [a] # c\n', 'roles: [a, x] # c\n'],
    ['empty brackets', 'roles: [] # c\n', 'roles: # c\n  - x\n'],
    ['nothing', 'roles:\n', 'roles:\n  - x\n'],
    ['no key', 'version: v2', 'version: v2\nroles:\n  - x'],
    ['no line break at the end', 'roles:\n- a', 'roles:\n- a\n- x'],
    ['CRLF', 'roles:\r\n- a\r\n', 'roles:\r\n- a\r\n- x\r\n'],
    ['comments below', 'roles:\n- a\n# end\n', 'roles:\n- a\n- x\n# end\n'],
  ])('follows the style of %s', (_what, before, after) => {
    expect(edited(before, insert('roles', 'x'))).toBe(after)
  })

  test('entries apart by blank lines stay so', () => {
    const before = 'services:\n  - type: a\n\n  - type: b\n'
    expect(edited(before, insert('services', { type: 'c' }))).toBe(`${before}\n  - type: c\n`)
  })

  test('before an entry and its comment', () => {
    expect(edited('r:\n  # one\n  - a\n  # two\n  - b\n', insert('r', 'x', 1), insert('r', 'z', 0))).toBe(
      'r:\n  - z\n  # one\n  - a\n  - x\n  # two\n  - b\n',
    )
  })

  test('a list without entries takes none at a place it does not have', () => {
    expect(() => edited('r: [a]\n', insert('r', 'x', 2))).toThrow('no entry at this place')
    expect(() => edited('r: a\n', insert('r', 'x'))).toThrow('no list')
  })
})

describe('in brackets over lines, with many blanks', () => {
  const blanks = ' '.repeat(200_000)
  test('an entry is added', () => {
    const after = edited(`r: [\n  a${blanks}, # c\n]\n`, insert('r', 'x'))
    expect(after === `r: [\n  a${blanks}, # c\n  x,\n]\n`).toBe(true)
    expect(edited(`r: [\n  a${blanks}]\n`, insert('r', 'x')) === `r: [\n  a, x${blanks}]\n`).toBe(true)
  })

  test('an entry is removed', () => {
    const before = `r: [ # c\n  a${blanks}, # d\n  b${blanks}]\n`
    expect(edited(before, remove('r[0]')) === `r: [ # c\n  b${blanks}]\n`).toBe(true)
    expect(edited(before, remove('r[1]')) === `r: [ # c\n  a${blanks}, # d\n  ${blanks}]\n`).toBe(true)
  })
})

describe('moving an entry', () => {
  test('takes its comments along and leaves blank lines where they are', () => {
    const before = 's:\n  # first\n  - type: a # c\n    name: x\n\n  # second\n  - type: b\n\n  - c # third\n'
    expect(edited(before, move('s[0]', 2))).toBe(
      's:\n  # second\n  - type: b\n\n  - c # third\n\n  # first\n  - type: a # c\n    name: x\n',
    )
    expect(edited(before, move('s[0]', 2), move('s[2]', 0))).toBe(before)
  })

  test('works in brackets, in nested lists and at the end of a file', () => {
    expect(edited('s: [a, "b" , c]\n', move('s[2]', 0))).toBe('s: [c, a , "b"]\n')
    expect(edited('s:\n- - a\n  - b\n', move('s[0][0]', 1))).toBe('s:\n- - b\n  - a\n')
    expect(edited('s:\n- a # c\n- b', move('s[1]', 0))).toBe('s:\n- b\n- a # c')
  })

  test('a text that keeps blank lines is written anew', () => {
    const before = 's:\n- |+\n  a\n\n- b\n'
    expect(edited(before, move('s[0]', 1))).toBe('s:\n- b\n- "a\\n\\n"\n')
  })

  test('an entry that is not there does not move', () => {
    expect(() => edited('s: [a]\n', move('s[1]', 0))).toThrow('no entry at this place')
  })
})

describe('removing', () => {
  test.each([
    ['a line with its comments', 'a: 1\n# why\nb: 2 # c\nd: 3\n', 'b', 'a: 1\nd: 3\n'],
    ['but not a comment apart', 'a: 1\n# why\n\nb: 2\nd: 3\n', 'b', 'a: 1\n# why\n\nd: 3\n'],
    ['but not the comment of the file', '# mine\na: 1\nb: 2\n', 'a', '# mine\nb: 2\n'],
    ['a section with the comments in it', 'a:\n  b: 1\n  # was c\nd: 3\n', 'a', 'd: 3\n'],
    ['one of two blank lines', 'a: 1\n\nb: 2\n\nc: 3\n', 'b', 'a: 1\n\nc: 3\n'],
    ['the last line', 'a: 1\n\nb: 2\n', 'b', 'a: 1\n'],
    ['the last line without a break', 'a: 1\nb: 2', 'b', 'a: 1'],
    ['the first key behind a dash', 's:\n  - a: 1 # c\n    b: 2\n', 's[0].a', 's:\n  - b: 2\n'],
    ['and what follows has a comment', 's:\n- a: 1\n  # b\n  b: 2\n', 's[0].a', 's:\n-\n  # b\n  b: 2\n'],
    ['a list entry', 's:\n  # one\n  - a\n  # two\n  - b: 1\n    c: 2\n', 's[1]', 's:\n  # one\n  - a\n'],
    ['the last list entry', 's:\n  - a # c\nb: 1\n', 's[0]', 's: []\nb: 1\n'],
    ['the last key of a list entry', 's:\n  - a: 1\n  - b\n', 's[0].a', 's:\n  - {}\n  - b\n'],
    ['the last key of a destination', 'storage:\n  type: memory\n', 'storage.type', 'storage: {}\n'],
    ['the last key of all', '# mine\na: 1 # c\n', 'a', '# mine\n{}\n'],
    [
      'an emptied section that tbot cannot tell from none',
      'onboarding:\n  token: x\n  gitlab:\n    domain: d\n',
      'onboarding.gitlab.domain',
      'onboarding:\n  token: x\n',
    ],
    ['first in brackets', 's: {a: 1, b: 2}\n', 's.a', 's: {b: 2}\n'],
    ['last in brackets', 's: { a: 1, b: 2 } # c\n', 's.b', 's: { a: 1 } # c\n'],
    ['the only one in brackets', 's: [a]\n', 's[0]', 's: []\n'],
    [
      'in brackets over lines',
      's: [\n  a, # a\n  b, # b\n  c # c\n]\n',
      's[1]',
      's: [\n  a, # a\n  c # c\n]\n',
    ],
    ['the last of them', 's: [\n  a, # a\n  c # c\n]\n', 's[1]', 's: [\n  a, # a\n]\n'],
    ['nothing that is not there', 'a: 1\n', 'b.c', 'a: 1\n'],
    ['a comment further in', 'a: |-\n  x\nb: 1\n    # of b\nc: 2\n', 'b', 'a: |-\n  x\nc: 2\n'],
    ['a text with CRLF', 'a: 1\r\nb: |\r\n  x\r\nc: 2\r\n', 'b', 'a: 1\r\nc: 2\r\n'],
  ])('takes %s', (_what, before, path, after) => {
    expect(edited(before, remove(path))).toBe(after)
  })

  test('undoes an addition byte by byte', () => {
    const before = 's:\n  - a\n\n  - b\n\nd: 1\n'
    expect(edited(before, insert('s', { type: 'x' }), remove('s[2]'))).toBe(before)
  })
})
