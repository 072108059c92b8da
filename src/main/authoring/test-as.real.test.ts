import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountTest } from '../../shared/contract/authoring.ts'
import { createRealPorts } from '../ports/real.ts'
import { testAs } from './test-as.ts'
import type { TestAsRequest } from './test-as.ts'

const { signal } = new AbortController()
const has = (program: string) => spawnSync(program, ['--version']).status === 0
/** Root makes the account that asks; Debian's packages acl and sudo. */
const canRun = process.getuid?.() === 0 && has('setpriv') && has('setfacl') && has('sudo')

let root: string
let folder: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'botdesk-test-as-'))
  chmodSync(root, 0o755)
  folder = join(root, 'out')
  mkdirSync(folder, { mode: 0o700 })
})
afterEach(() => rmSync(root, { recursive: true }))

const request = (changes: Partial<TestAsRequest> = {}): TestAsRequest => ({
  folder,
  user: 'games',
  readers: [{ kind: 'user', name: 'games' }],
  ...changes,
})

describe.runIf(canRun)('as root', () => {
  test('the kernel answers: before the folder is opened to the reader, and after', async () => {
    const ports = createRealPorts()
    expect(await testAs(ports, request(), { signal })).toEqual({
      kind: 'tested',
      canRead: false,
      canWrite: false,
    })
    execFileSync('setfacl', ['-m', 'u:games:r-x', folder])
    const open = { kind: 'tested', canRead: true, canWrite: false }
    expect(await testAs(ports, request(), { signal })).toEqual(open)
    expect(await testAs(ports, request({ readers: [] }), { signal })).toMatchObject({ canRead: false })
    chmodSync(root, 0o700)
    expect(await testAs(ports, request(), { signal })).toMatchObject({ canRead: false })
    expect(readdirSync(folder)).toEqual([])
  })

  test('a user who may write into the folder is told apart', async () => {
    chmodSync(folder, 0o777)
    expect(await testAs(createRealPorts(), request({ readers: [] }), { signal })).toMatchObject({
      canRead: false,
      canWrite: true,
    })
  })
})

describe.runIf(canRun)('as an account that has to ask sudo', () => {
  const name = `botdesk-test-${process.pid}`
  const password = 'canary-secret-sudo-1'
  const rules = `/etc/sudoers.d/${name}`
  beforeAll(() => {
    execFileSync('useradd', ['--no-create-home', '--shell', '/bin/sh', name])
    execFileSync('chpasswd', { input: `${name}:${password}\n` })
  })
  afterAll(() => {
    rmSync(rules, { force: true })
    execFileSync('userdel', [name])
  })
  const idOf = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))

  /** What `testAs` gives in a process of that account. */
  function askAs(changes: Partial<TestAsRequest> = {}): AccountTest {
    const main = join(import.meta.dirname, '..')
    const code = `
      import { readFileSync } from 'node:fs'
      import { createRealPorts } from '${main}/ports/real.ts'
      import { testAs } from '${main}/authoring/test-as.ts'
      const { signal } = new AbortController()
      const request = JSON.parse(readFileSync(0, 'utf8'))
      console.log(JSON.stringify(await testAs(createRealPorts(), request, { signal })))`
    const own = [`--reuid=${idOf('-u')}`, `--regid=${idOf('-g')}`, '--init-groups']
    const node = [process.execPath, '--experimental-transform-types', '--no-warnings', '--input-type=module']
    const { stdout, stderr } = spawnSync('setpriv', [...own, ...node, '-e', code], {
      encoding: 'utf8',
      input: JSON.stringify(request(changes)),
    })
    if (stdout === '') throw new Error(stderr)
    // Ours: the module printed it.
    return JSON.parse(stdout) as AccountTest
  }
  const allow = (rule: string) => writeFileSync(rules, `${name} ALL=(games) ${rule}\n`, { mode: 0o440 })

  test('a password is asked for, a wrong one refused, the right one is enough; without one where sudo wants none', () => {
    chownSync(folder, idOf('-u'), idOf('-g'))
    execFileSync('setfacl', ['-m', 'u:games:r-x', folder])
    allow('ALL')
    expect(askAs()).toEqual({ kind: 'needs-password', wasRefused: false })
    expect(askAs({ password: 'not this one' })).toEqual({ kind: 'needs-password', wasRefused: true })
    const read = { kind: 'tested', canRead: true, canWrite: false }
    expect(askAs({ password })).toEqual(read)
    allow('NOPASSWD: ALL')
    expect(askAs()).toEqual(read)
    expect(readdirSync(folder)).toEqual([])
  })

  test('an account that may not ask is told so', () => {
    chownSync(folder, idOf('-u'), idOf('-g'))
    rmSync(rules, { force: true })
    expect(askAs({ password })).toMatchObject({
      kind: 'not-possible',
      reason: expect.stringContaining('not in the sudoers file'),
    })
  })
})
