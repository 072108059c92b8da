import { describe, expect, test } from 'vitest'
import type { ProcessResult } from '../ports/processes.ts'
import { createSimulator } from '../ports/testing/simulator.ts'
import type { SimulatedHost } from '../ports/testing/simulator.ts'
import { testAs } from './test-as.ts'

const { signal } = new AbortController()
const secret = 'canary-secret-password-1'
const passwd = 'deploy:x:1000:1000::/home/deploy:/bin/bash\nnginx:x:33:33::/var/www:/usr/sbin/nologin\n'

/** A computer with a folder, on which `sudo` answers like this. */
function hostWith(sudo?: (args: readonly string[], input: string) => ProcessResult): SimulatedHost {
  const host = createSimulator({ seed: 'test-as' }).host('host-a')
  host.disk.plant('/etc/passwd', passwd, { uid: 1000 })
  host.disk.plant('/srv/tls', host.disk.newDirectory({ uid: 1000, mode: 0o700 }))
  host.processes.programs.set('getent', ([, database, name]) => ({
    exitCode: database === 'passwd' && name === 'nginx' ? 0 : 2,
    stdout: database === 'passwd' && name === 'nginx' ? 'nginx:x:33:33::/var/www:/usr/sbin/nologin' : '',
    stderr: '',
  }))
  if (sudo) host.processes.programs.set('sudo', sudo)
  return host
}
const answer = (stdout: string, stderr = ''): ProcessResult => ({ exitCode: 0, stdout, stderr })
const refusal = (stderr: string): ProcessResult => ({ exitCode: 1, stdout: '', stderr })
const request = { folder: '/srv/tls', user: 'nginx', readers: [{ kind: 'user', name: 'nginx' }] } as const

const left = (host: SimulatedHost) => {
  const folder = host.disk.find('/srv/tls')
  return folder?.kind === 'directory' ? [...folder.entries.keys()] : []
}

describe('a probe read as somebody else', () => {
  test('has the rights the files will have, and is gone afterwards', async () => {
    let seen: unknown
    const host = hostWith((args) => {
      seen = host.disk.find(args.at(-2) ?? '')?.readers
      return answer('probe: read yes, write no\n')
    })
    expect(await testAs(host.ports, request, { signal })).toEqual({
      kind: 'tested',
      canRead: true,
      canWrite: false,
    })
    expect(seen).toEqual({ uids: [33], gids: [] })
    expect(left(host)).toEqual([])
    const { args = [] } = host.processes.calls.find(({ program }) => program === 'sudo') ?? {}
    expect(args.slice(0, 4)).toEqual(['-n', '-u', '#33', '--'])
  })

  test('asks for the password only when it is needed, and gives it to sudo alone', async () => {
    const inputs: string[] = []
    const host = hostWith((args, input) => {
      inputs.push(input)
      if (args.includes('-n')) return refusal('sudo: a password is required')
      if (input !== `${secret}\n`) return refusal('Sorry, try again.\nsudo: 1 incorrect password attempt')
      return answer('probe: read no, write no\n')
    })
    const ask = (password?: string) =>
      testAs(host.ports, { ...request, ...(password !== undefined && { password }) }, { signal })
    expect(await ask()).toEqual({ kind: 'needs-password', wasRefused: false })
    expect(await ask('wrong')).toEqual({ kind: 'needs-password', wasRefused: true })
    expect(await ask(secret)).toEqual({ kind: 'tested', canRead: false, canWrite: false })
    expect(inputs).toEqual(['', 'wrong\n', `${secret}\n`])
    expect(JSON.stringify(host.processes.calls)).not.toContain(secret)
    expect(left(host)).toEqual([])
  })

  test.each([
    ['sudo: nginx is not in the sudoers file.', 'sudo said: sudo: nginx is not in the sudoers file.'],
    ['', 'sudo ended without an answer.'],
  ])('says why it could not be tried: %j', async (stderr, reason) => {
    const host = hostWith(() => refusal(stderr))
    expect(await testAs(host.ports, request, { signal })).toEqual({ kind: 'not-possible', reason })
    expect(left(host)).toEqual([])
  })

  test('says that sudo, the account or the folder is missing, or that no probe can be written', async () => {
    const host = hostWith()
    const reasonFor = async (changes: object) => testAs(host.ports, { ...request, ...changes }, { signal })
    expect(await reasonFor({})).toMatchObject({ reason: 'sudo is not installed.' })
    expect(await reasonFor({ user: 'nosuch' })).toMatchObject({
      reason: 'This computer has no account nosuch.',
    })
    expect(await reasonFor({ folder: '/srv/none' })).toMatchObject({
      reason: 'The folder is not there yet. It is made when this is applied.',
    })
    host.disk.plant('/srv/other', host.disk.newDirectory({ uid: 33, mode: 0o755 }))
    expect(await reasonFor({ folder: '/srv/other' })).toMatchObject({
      kind: 'not-possible',
      reason: expect.stringContaining('No probe could be written'),
    })
  })

  test('without access lists is not tried', async () => {
    const host = hostWith(() => answer('probe: read yes, write no\n'))
    host.disk.hasAccessLists = false
    expect(await testAs(host.ports, request, { signal })).toMatchObject({ kind: 'not-possible' })
    expect(host.processes.calls.map(({ program }) => program)).not.toContain('sudo')
    expect(left(host)).toEqual([])
  })
})
