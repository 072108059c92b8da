import { describe, expect, test } from 'vitest'
import { edited, set } from './testing/edited.ts'

describe('a scalar that is there', () => {
  test.each([
    ['plain', 'name: one # c\n', 'two', 'name: two # c\n'],
    ['double quotes', 'name: "one"   # c\n', 'two', 'name: "two"   # c\n'],
    ['single quotes', "name: 'one'\n", "it's", "name: 'it''s'\n"],
    ['single quotes that cannot hold it', "name: 'one'\n", 'a\nb', 'name: "a\\nb"\n'],
    ['plain that would be a number', 'name: one\n', '123', 'name: "123"\n'],
    ['plain that would be a boolean', 'name: one\n', 'true', 'name: "true"\n'],
    ['plain that other readers take for a boolean', 'name: one\n', 'yes', 'name: "yes"\n'],
    ['plain that would be nothing', 'name: one\n', 'null', 'name: "null"\n'],
    ['plain with nothing in it', 'name: one\n', '', 'name: ""\n'],
    ['a duration', 'name: one\n', '1h30m', 'name: 1h30m\n'],
    ['an address', 'name: one\n', 'a.example.com:443', 'name: a.example.com:443\n'],
    ['a clock time', 'name: one\n', '12:30', 'name: "12:30"\n'],
    ['a comment sign', 'name: one\n', 'a #b', 'name: "a #b"\n'],
    ['a control character', 'name: one\n', 'a\u0085\u0000', 'name: "a\\u0085\\u0000"\n'],
    ['a boolean', 'debug: yes # on\n', false, 'debug: false # on\n'],
    ['a boolean in quotes', 'debug: "yes"\n', true, 'debug: true\n'],
    ['a number', 'port: 1\n', 2.5, 'port: 2.5\n'],
    ['nothing', 'name: one\n', null, 'name: null\n'],
    ['a blank that is filled', 'name:   # c\n', 'two', 'name: two   # c\n'],
    ['a tilde', 'name: ~\n', 'two', 'name: two\n'],
    ['several lines', 'name: one # c\nb: 1\n', 'a\nb', 'name: |- # c\n  a\n  b\nb: 1\n'],
    ['a literal block', 'name: | # c\n    one\n\nb: 1\n', 'two\n', 'name: | # c\n    two\n\nb: 1\n'],
    ['a folded block', 'name: >-\n  one\n  two\nb: 1\n', 'three', 'name: >-\n  three\nb: 1\n'],
    ['a block that becomes a word', 'name: |-\n  one\nb: 1\n', true, 'name: true\nb: 1\n'],
    ['quotes over lines', 'name: "one\n  two" # c\n', 'three', 'name: "three" # c\n'],
    ['plain over lines', 'name: one\n  two\nb: 1\n', 'three', 'name: three\nb: 1\n'],
    ['a value on the next line', 'name:\n  # why\n  one # c\n', 'two', 'name:\n  # why\n  two # c\n'],
    ['a tag that fits', 'name: !!str one\n', 'two', 'name: !!str two\n'],
    ['a tag that does not fit', 'name: !!str one\n', true, 'name: true\n'],
    ['an anchor nobody uses', 'name: &a one\n', 'two', 'name: &a two\n'],
    ['tabs after the colon', 'name:\tone\t# c\n', 'two', 'name:\ttwo\t# c\n'],
    ['CRLF', 'name: one\r\nb: 1\r\n', 'two', 'name: two\r\nb: 1\r\n'],
    ['no line break at the end', 'name: one', 'two', 'name: two'],
    ['a byte order mark', '\uFEFFname: one\n', 'two', '\uFEFFname: two\n'],
    ['a second document', 'name: one\n---\nname: [\n', 'two', 'name: two\n---\nname: [\n'],
  ])('keeps its surroundings: %s', (_what, before, value, after) => {
    const path = before.replace('\uFEFF', '').slice(0, before.replace('\uFEFF', '').indexOf(':'))
    expect(edited(before, set(path, value))).toBe(after)
  })

  test('is left alone when it says the same already', () => {
    expect(edited("a: 'x'\nb: 0x10\n", set('a', 'x'), set('b', 16))).toBe("a: 'x'\nb: 0x10\n")
  })

  test.each([
    ['in brackets', '{a: 1, b: x}\n', 'a, b', '{a: 1, b: "a, b"}\n'],
    ['in brackets without a value', '{a: 1, b}\n', 'z', '{a: 1, b: z}\n'],
    ['in brackets over lines', '{a: 1,\n b: x, # c\n}\n', 'a\nb', '{a: 1,\n b: "a\\nb", # c\n}\n'],
  ])('keeps the brackets: %s', (_what, before, value, after) => {
    expect(edited(before, set('b', value))).toBe(after)
  })
})

describe('a new key', () => {
  test('stands where the schema has it, when the file follows that order', () => {
    const before = 'version: v2\n# where\nproxy_server: a:443 # c\n\nonboarding:\n  token: x\n'
    expect(edited(before, set('onboarding.join_method', 'iam'), set('credential_ttl', '1h'))).toBe(
      'version: v2\n# where\nproxy_server: a:443 # c\ncredential_ttl: 1h\n\nonboarding:\n  join_method: iam\n  token: x\n',
    )
  })

  test('comes last when the file has an order of its own', () => {
    expect(edited('storage: {type: memory}\nversion: v2\n', set('debug', true))).toBe(
      'storage: {type: memory}\nversion: v2\ndebug: true\n',
    )
  })

  test('`type` comes first, also behind the dash', () => {
    expect(edited('services:\n  - name: a # c\n    roles: [x]\n', set('services[0].type', 'identity'))).toBe(
      'services:\n  - type: identity\n    name: a # c\n    roles: [x]\n',
    )
  })

  test('`destination` stands before a value spelled so (tbot-config.md 7.4)', () => {
    const before = 'services:\n- type: application\n  app_name: destination\n'
    expect(edited(before, set('services[0].destination', { type: 'memory' }))).toBe(
      'services:\n- type: application\n  destination:\n    type: memory\n  app_name: destination\n',
    )
  })

  test('a value spelled `destination` stands behind that key', () => {
    const before = 'services:\n- type: application\n  destination: {type: memory}\n'
    expect(edited(before, set('services[0].name', 'destination'))).toBe(
      'services:\n- type: application\n  destination: {type: memory}\n  name: destination\n',
    )
  })

  test.each([
    ['two blanks', 'a:\n  b: 1\nonboarding:\n  token: x\n', '  gitlab:\n    domain: d\n'],
    ['four blanks', 'a:\n    b: 1\nonboarding:\n    token: x\n', '    gitlab:\n        domain: d\n'],
  ])('is as far in as its neighbours: %s', (_what, before, added) => {
    expect(edited(before, set('onboarding.gitlab.domain', 'd'))).toBe(before + added)
  })

  test('the maps and lists on the way are made', () => {
    expect(edited('version: v2\n', set('services[0].destination.path', '/a'))).toBe(
      'version: v2\nservices:\n  - destination:\n      path: /a\n',
    )
  })

  test('a blank section is filled', () => {
    expect(edited('services: # none yet\nstorage:\n', set('services', [{ type: 'identity' }]))).toBe(
      'services: # none yet\n  - type: identity\nstorage:\n',
    )
  })

  test('an empty file and one of comments get their first key', () => {
    expect(edited('', set('version', 'v2'))).toBe('version: v2\n')
    expect(edited('# mine\r\n', set('version', 'v2'))).toBe('# mine\r\nversion: v2\r\n')
    expect(edited('---\n# mine\n---\nb: 1\n', set('version', 'v2'))).toBe(
      '---\n# mine\nversion: v2\n---\nb: 1\n',
    )
  })

  test.each([
    ['storage: {type: directory}\n', 'storage: {type: directory, path: /a}\n'],
    ['storage: { type: directory, } # c\n', 'storage: { type: directory, path: /a, } # c\n'],
    ['storage: {type: directory, path}\n', 'storage: {type: directory, path: /a}\n'],
    ['storage: {}\n', 'storage:\n  path: /a\n'],
    [
      'storage: {\n  type: directory, # c\n  acls: off # d\n}\n',
      'storage: {\n  type: directory, # c\n  path: /a,\n  acls: off # d\n}\n',
    ],
  ])('stays in the brackets of %j', (before, after) => {
    expect(edited(before, set('storage.path', '/a'))).toBe(after)
  })

  test('a colon before a comma keeps its blank, which Go needs', () => {
    expect(edited('storage: {type: }\n', set('storage.path', '/a'))).toBe('storage: {type: , path: /a }\n')
  })

  test('text behind `|` at the end of a file says the same when a line follows', () => {
    expect(edited('a: |\n  one', set('b', 1))).toBe('a: |-\n  one\nb: 1')
  })
})

describe('a whole map or list', () => {
  test('only what differs is written', () => {
    const before = 'storage:\n  # kind\n  type: directory\n  path: "/a" # here\n  acls: off\n'
    expect(edited(before, set('storage', { type: 'directory', path: '/b', symlinks: 'secure' }))).toBe(
      'storage:\n  # kind\n  type: directory\n  path: "/b" # here\n  symlinks: secure\n',
    )
  })

  test('list entries that stay keep their text', () => {
    const before = 'roles:\n  - "a" # first\n  - b\n  - c # last\n'
    expect(edited(before, set('roles', ['a', 'x', 'z', 'c']))).toBe(
      'roles:\n  - "a" # first\n  - x\n  - z\n  - c # last\n',
    )
    expect(edited(before, set('roles', ['a', 'c']))).toBe('roles:\n  - "a" # first\n  - c # last\n')
  })

  test.each([
    ['a word', 'x: one # c\ny: 1\n', { a: 1 }, 'x: # c\n  a: 1\ny: 1\n'],
    ['a map by a word', 'x: # c\n  # d\n  a: 1\ny: 1\n', 'one', 'x: one # c\ny: 1\n'],
    ['a map by a list', 'x: # c\n  a: 1 # d\ny: 1\n', [1], 'x: # c\n  - 1\ny: 1\n'],
    ['a list by nothing', 'x:\n- a\n- b\ny: 1\n', [], 'x: []\ny: 1\n'],
    ['a block of text', 'x: |- # c\n  one\ny: 1\n', { a: 1 }, 'x: # c\n  a: 1\ny: 1\n'],
    ['brackets', 'x: [a, b] # c\ny: 1\n', { a: 1 }, 'x: # c\n  a: 1\ny: 1\n'],
  ])('takes the place of %s', (_what, before, value, after) => {
    expect(edited(before, set('x', value))).toBe(after)
  })

  test('a new map has `type` first, and `destination` before a value spelled so', () => {
    const service = {
      app_name: 'destination',
      destination: { path: '/a', type: 'directory' },
      type: 'application',
    }
    expect(edited('services:\n- type: identity\n', set('services[1]', service))).toBe(
      'services:\n- type: identity\n- type: application\n  destination:\n    type: directory\n    path: /a\n  app_name: destination\n',
    )
  })
})
