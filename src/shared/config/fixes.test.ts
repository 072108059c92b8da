import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { applyEdits } from './line-index.ts'
import type { Problem, TargetVersion } from './problem.ts'
import { newestTarget } from './problem.ts'

const head = 'version: v2\nproxy_server: a.example.com:443\nonboarding:\n  join_method: iam\n  token: bots\n'
const service = 'services:\n  - type: identity\n    destination:\n      type: directory\n      path: /a\n'

function problemAt(text: string, path: string, target: TargetVersion = newestTarget): Problem | undefined {
  return checkConfig(text, { target }).problems.find((problem) => problem.path === path)
}
function fixed(text: string, path: string, target: TargetVersion = newestTarget): string {
  return applyEdits(text, problemAt(text, path, target)?.fix?.edits ?? [])
}

describe('replacing a value', () => {
  test.each([
    ['debug: 1', 'debug: true', 'debug'],
    ['debug: "false"', 'debug: false', 'debug'],
    ['oneshot: disabled', 'oneshot: false', 'oneshot'],
    ['credential_ttl: 3600', 'credential_ttl: 1h', 'credential_ttl'],
    ['credential_ttl: 2w', 'credential_ttl: 336h', 'credential_ttl'],
    ['renewal_interval: 20M', 'renewal_interval: 20m', 'renewal_interval'],
    ['leeway: 1 minute', 'leeway: 1m', 'leeway'],
    ['leeway: PT1M30S # iso', 'leeway: 1m30s # iso', 'leeway'],
    ['diag_addr: http://127.0.0.1:3001/', 'diag_addr: 127.0.0.1:3001', 'diag_addr'],
    ['storage: {type: Directory, path: /a}', 'storage: {type: directory, path: /a}', 'storage.type'],
  ])('%s becomes %s', (line, expected, path) => {
    expect(fixed(`${head}${line}\n`, path)).toBe(`${head}${expected}\n`)
  })

  test.each([
    ['      symlinks: Secure\n', '      symlinks: secure\n', 'services[0].destination.symlinks'],
    ['      acls: false\n', '      acls: off\n', 'services[0].destination.acls'],
    ['    ssh_config: yes\n', '    ssh_config: on\n', 'services[0].ssh_config'],
    ['    name: Café No. 1\n', '    name: cafe-no-1\n', 'services[0].name'],
  ])('in a service, %j becomes %j', (line, expected, path) => {
    expect(fixed(head + service + line, path)).toBe(head + service + expected)
  })

  test.each([
    [
      'credential_ttl: 15m\nrenewal_interval: 20m # often\n',
      'credential_ttl: 15m\nrenewal_interval: 7m30s # often\n',
    ],
    ['credential_ttl: 10m\n', 'renewal_interval: 5m\ncredential_ttl: 10m\n'],
  ])('a gap in %j is closed by renewing at half the life', (lines, expected) => {
    const after = fixed(`${head}${lines}`, 'credential_ttl')
    expect(problemAt(after, 'credential_ttl')).toBeUndefined()
    for (const line of expected.trimEnd().split('\n')) expect(after).toContain(line)
  })

  test('a gap of a service is closed where it stands', () => {
    const pair = '    credential_ttl: 15m\n    renewal_interval: 20m\n'
    const path = 'services[0].credential_ttl'
    expect(problemAt(head + service + pair, path)?.fix?.title).toBe('Renew every 7m30s')
    expect(fixed(head + service + pair, path)).toBe(head + service + pair.replace('20m', '7m30s'))
  })

  test('a word becomes a list', () => {
    const text = `${head}services:\n  - type: ssh_host\n    destination: {type: memory}\n    principals: a.example.com\n`
    expect(fixed(text, 'services[0].principals')).toContain('    principals: [a.example.com]\n')
  })

  test('a listen address gets its scheme', () => {
    const text = `${head}services:\n  - type: application-tunnel\n    app_name: a\n    listen: ":8080"\n`
    expect(fixed(text, 'services[0].listen')).toContain('listen: tcp://127.0.0.1:8080\n')
  })
})

describe('the blanks around a token', () => {
  test.each([
    ['"  a b "', '"a b"'],
    ["'a\u00A0'", "'a'"],
    [`"${' '.repeat(200_000)}a"`, '"a"'],
    [`"a${' '.repeat(200_000)}b\t"`, `"a${' '.repeat(200_000)}b"`],
    [`"a${' '.repeat(200_000)}"`, '"a"'],
  ])('are removed: case %#', (token, expected) => {
    const text = head.replace('bots', token)
    expect(fixed(text, 'onboarding.token') === head.replace('bots', expected)).toBe(true)
  })

  test.each(['"   "', "' '", '|\n    a \n', '\u00A0a'])('%j is left as it is', (token) => {
    const problem = problemAt(head.replace('bots', token), 'onboarding.token')
    expect(problem?.code).toBe('config.unlikely-token')
    expect(problem?.fix).toBeUndefined()
  })
})

describe('renaming and removing', () => {
  test('an unknown key becomes the nearest one', () => {
    expect(fixed(`${head}renew_interval: 20m\n`, 'renew_interval')).toBe(`${head}renewal_interval: 20m\n`)
    expect(fixed(`${head}"Diag-Addr": 127.0.0.1:1\n`, '"Diag-Addr"')).toBe(
      `${head}"Diag-Addr": 127.0.0.1:1\n`,
    )
    expect(fixed(`${head}Diag-Addr: 127.0.0.1:1\n`, 'Diag-Addr')).toBe(`${head}diag_addr: 127.0.0.1:1\n`)
  })

  test('an unknown key is removed when the nearest one is set', () => {
    const text = `${head}renew_interval: 5m\nrenewal_interval: 20m\n`
    expect(problemAt(text, 'renew_interval')?.message).toContain('In force is `renewal_interval`')
    expect(fixed(text, 'renew_interval')).toBe(`${head}renewal_interval: 20m\n`)
  })

  test('a key that stands elsewhere is told so', () => {
    expect(problemAt(`${head}join_method: iam\n`, 'join_method')?.message).toContain(
      'It belongs under `onboarding`',
    )
    expect(problemAt(`${head}  debug: true\n`, 'onboarding.debug')?.message).toContain('top level')
  })

  test('a removed key goes with all its lines', () => {
    const text = `${head}${service}    roles:\n      - editor # one\n      - access\n    cluster: leaf\n`
    expect(problemAt(text, 'services[0].roles')?.fix?.title).toBe('Remove roles')
    expect(fixed(text, 'services[0].roles')).toBe(`${head}${service}    cluster: leaf\n`)
  })

  test('the last line goes without leaving an empty one', () => {
    expect(fixed(`${head}nonsense: true`, 'nonsense')).toBe(head.trimEnd())
  })

  test('certificate_ttl and outputs get their newer names', () => {
    const text = `${head}certificate_ttl: 2h\noutputs: []\n`
    expect(fixed(text, 'certificate_ttl')).toBe(`${head}credential_ttl: 2h\noutputs: []\n`)
    expect(fixed(text, 'outputs')).toBe(`${head}certificate_ttl: 2h\nservices: []\n`)
  })

  test('for tbot 14 services becomes outputs', () => {
    expect(fixed(head + service, 'services', 14)).toBe((head + service).replace('services', 'outputs'))
  })

  test('a second key of the same name is removed', () => {
    expect(fixed(`${head}debug: true\ndebug: false\n`, 'debug')).toBe(`${head}debug: true\n`)
  })

  test.each([
    ['in brackets', '{version: v2, nonsense: 1}', 'nonsense'],
    ['with an anchor others use', `${head}nonsense: &a {debug: true}\n<<: *a\n`, 'nonsense'],
    ['through an alias', `${head}x: &x 1\ndebug: *x\n`, 'debug'],
    ['with a tag', `${head}debug: !!int 1\n`, 'debug'],
  ])('there is no fix %s', (_what, text, path) => {
    expect(problemAt(text, path)).toBeDefined()
    expect(problemAt(text, path)?.fix).toBeUndefined()
  })
})

describe('adding', () => {
  test('a missing version comes first', () => {
    expect(fixed(head.replace('version: v2\n', '# mine\n'), 'version')).toBe(
      head.replace('version: v2\n', '# mine\nversion: v2\n'),
    )
  })

  test('the missing half of a lifetime is filled in', () => {
    const text = `${head}${service}    renewal_interval: 20m\n`
    expect(problemAt(text, 'services[0].credential_ttl')?.fix?.title).toBe('Add credential_ttl: 1h')
    expect(fixed(text, 'services[0].credential_ttl')).toContain('    credential_ttl: 1h\n')
    expect(checkConfig(fixed(text, 'services[0].credential_ttl'), { target: newestTarget }).valid).toBe(true)
  })

  test('also in a map that holds one key after a dash', () => {
    const text = `${head}services:\n  - listen: tcp://127.0.0.1:1\n    type: application-proxy\n    credential_lifetime:\n      credential_ttl: 1h\n`
    expect(fixed(text, 'services[0].credential_lifetime.renewal_interval')).toContain(
      'credential_lifetime:\n      renewal_interval: 20m\n      credential_ttl: 1h\n',
    )
  })
})

describe('places', () => {
  test('a value is marked where it stands, a missing key at its parent', () => {
    const text = `${head}debug: 1\nservices:\n  - type: application\n    destination: {type: memory}\n`
    expect(problemAt(text, 'debug')).toMatchObject({ line: 6, column: 8, endLine: 6, endColumn: 9 })
    expect(problemAt(text, 'services[0].app_name')).toMatchObject({
      line: 8,
      column: 5,
      endLine: 8,
      endColumn: 22,
    })
  })

  test('a map or list of the wrong kind is marked at its key', () => {
    const text = `${head}services:\n  type: identity\n`
    expect(problemAt(text, 'services')).toMatchObject({ line: 6, column: 1, endColumn: 9 })
  })

  test('a quote that is never closed is marked where it begins', () => {
    expect(problemAt(`${head}debug: "true\n`, '')).toMatchObject({
      severity: 'error',
      code: 'config.syntax',
      line: 6,
      column: 8,
    })
  })

  test('problems come in the order of the text', () => {
    const { problems } = checkConfig(`${head}debug: 1\nfips: 1\noneshot: 1\n`, { target: newestTarget })
    expect(problems.map((problem) => problem.line)).toEqual([6, 7, 8])
  })
})
