import { beforeEach, describe, expect, test } from 'vitest'
import type { DirectoryConfig } from '../../shared/config/model.ts'
import type { FakeProcesses } from '../ports/testing/fake-processes.ts'
import type { DiskNode } from '../ports/testing/memory-disk.ts'
import { createSimulator } from '../ports/testing/simulator.ts'
import type { SimulatedHost } from '../ports/testing/simulator.ts'
import { createDestination } from './index.ts'
import type { Artifact, Destination } from './index.ts'

const { signal } = new AbortController()
const folder = '/srv/out'
const key = 'services[0].destination'
const readers = [
  { kind: 'user', name: 'nginx' },
  { kind: 'user', name: '64001' },
  { kind: 'group', name: 'web' },
] as const
const named = { uids: [33, 64_001], gids: [44] }

const artifact = (name: string, text = name): Artifact => ({ name, data: new TextEncoder().encode(text) })
const set = (text: string) => [artifact('key', text), artifact('tlscert', text), artifact('db/key', text)]

/** The accounts of a computer, as `getent` tells them. */
function installAccounts(processes: FakeProcesses): void {
  const lines = new Map([
    ['passwd nginx', 'nginx:x:33:33::/:/bin/false\n'],
    ['passwd www', 'www:x:33:33::/:/bin/false\n'],
    ['group web', 'web:x:44:nginx\n'],
  ])
  processes.programs.set('getent', ([, database, name]) => {
    const stdout = lines.get(`${database} ${name}`)
    return { exitCode: stdout === undefined ? 2 : 0, stdout: stdout ?? '', stderr: '' }
  })
}

describe.each(['generations', 'plain'] as const)('readers of a directory in the %s layout', (layout) => {
  let host: SimulatedHost
  beforeEach(() => {
    host = createSimulator({ seed: 'readers' }).host('host-a')
    installAccounts(host.processes)
  })

  function open(changes: Partial<DirectoryConfig> = {}): Destination {
    const config = { type: 'directory', path: folder, symlinks: 'try-secure', acls: 'try', readers } as const
    const { files } = host.ports
    return createDestination({ ...config, ...changes }, { files, processes: host.processes, layout, key })
  }

  const readersAt = (name: string) => host.disk.find(`${folder}/${name}`)?.readers
  const refusal = (reason: string) => ({
    code: 'destination.readers-shut-out',
    details: { key, path: folder, why: reason },
  })

  test('are let in at the folder, the folders in it and every file', async () => {
    const destination = open()
    expect(await destination.prepare({ signal })).toEqual({})
    await destination.write(set('1'), { signal })
    expect(['', 'key', 'tlscert', 'db', 'db/key'].filter((name) => readersAt(name) === undefined)).toEqual([])
    expect(readersAt('db/key')).toEqual(named)
    const facts = await destination.look((view) => view.inspect('key'))
    expect(facts?.mode).toBe(0o640)
  })

  test('are counted once when two of them are the same account', async () => {
    const destination = open({ readers: ['nginx', 'www', '33'].map((name) => ({ kind: 'user', name })) })
    await destination.prepare({ signal })
    await destination.write(set('1'), { signal })
    expect(readersAt('key')).toEqual({ uids: [33], gids: [] })
  })

  test('can read whatever file shows, while one set replaces another', async () => {
    const destination = open()
    await destination.prepare({ signal })
    await destination.write(set('1'), { signal })
    const shutOut = new Set<string>()
    let looks = 0
    host.onFileCall = () => {
      for (const name of ['key', 'tlscert', 'db/key', 'db', '']) {
        looks += 1
        if (host.disk.find(`${folder}/${name}`)?.readers === undefined) shutOut.add(name)
      }
    }
    await destination.prepare({ signal })
    await destination.write(set('2'), { signal })
    host.onFileCall = undefined
    expect(looks).toBeGreaterThan(50)
    expect([...shutOut]).toEqual([])
    expect(host.disk.textAt(`${folder}/key`)).toBe('2')
  })

  test('can read every file after a crash at any file call of a write', async () => {
    let didCrash = true
    for (let call = 1; didCrash; call++) {
      host = createSimulator({ seed: `crash ${call}` }).host('host-a')
      installAccounts(host.processes)
      const first = open()
      await first.prepare({ signal })
      await first.write(set('1'), { signal })
      host.stopAtFileCall(host.fileCalls + call)
      didCrash = await Promise.race([
        first.write(set('2'), { signal }).then(() => false),
        host.crashed.then(() => true),
      ])
      host.restart()
      installAccounts(host.processes)
      await open().prepare({ signal })
      expect(['', 'key', 'tlscert', 'db', 'db/key'].filter((name) => readersAt(name) === undefined)).toEqual(
        [],
      )
      expect(readersAt('db/key')).toEqual(named)
    }
  })

  test('are not asked about with acls: off, and not without readers', async () => {
    for (const changes of [{ acls: 'off' }, { readers: [] }] as const) {
      const destination = open(changes)
      expect(await destination.prepare({ signal })).toEqual({})
      await destination.write(set('1'), { signal })
      expect(readersAt('key')).toBeUndefined()
    }
    expect(host.processes.calls).toEqual([])
  })

  test.each([
    {
      reason: 'no-such-account',
      said: 'user nosuch',
      changes: { readers: [{ kind: 'user', name: 'nosuch' }] },
    },
    { reason: 'no-access-lists', said: 'ENOTSUP', changes: {} },
  ] as const)('that cannot be let in ($reason): try goes on and says so, required does not', async (o) => {
    const { reason, said, changes } = o
    host.disk.hasAccessLists = reason !== 'no-access-lists'
    const destination = open(changes)
    const { shutOut } = await destination.prepare({ signal })
    expect(shutOut?.serialize()).toMatchObject(refusal(reason))
    expect(shutOut?.message).toContain(said)
    await destination.write(set('1'), { signal })
    expect(readersAt('key')).toBeUndefined()
    await expect(open({ ...changes, acls: 'required' }).prepare({ signal })).rejects.toMatchObject(
      refusal(reason),
    )
    expect(host.disk.find(`${folder}/.botdesk-probe`)).toBeUndefined()
  })

  test('that were let in before must not be lost without a word: the next failure is one of the write', async () => {
    const destination = open()
    await destination.prepare({ signal })
    await destination.write(set('1'), { signal })
    host.disk.hasAccessLists = false
    await expect(destination.prepare({ signal })).rejects.toMatchObject(refusal('no-access-lists'))
    await expect(destination.write(set('2'), { signal })).rejects.toMatchObject({
      code: 'destination.failed',
    })
    expect(host.disk.textAt(`${folder}/key`)).toBe('1')
    expect(readersAt('key')).toEqual(named)
  })

  test.each(['try', 'required'] as const)(
    'stay outside a folder of somebody else, as in tbot (acls: %s)',
    async (acls) => {
      const other: DiskNode = host.disk.newDirectory({ uid: 33, mode: 0o777 })
      host.disk.plant(folder, other)
      const destination = open({ acls })
      expect((await destination.prepare({ signal })).shutOut?.serialize()).toMatchObject(refusal('not-owner'))
      await destination.write(set('1'), { signal })
      expect(readersAt('key')).toBeUndefined()
      expect(other.readers).toBeUndefined()
    },
  )

  test('reach a file behind a link of the user', async () => {
    host.disk.plant('/elsewhere/key', 'before', { uid: 1000 })
    host.disk.plant(`${folder}/key`, host.disk.newLink('/elsewhere/key', 1000))
    const destination = open({ symlinks: 'insecure' })
    await destination.prepare({ signal })
    await destination.write(set('1'), { signal })
    expect(host.disk.textAt('/elsewhere/key')).toBe('1')
    expect(host.disk.find('/elsewhere/key')?.readers).toEqual(named)
  })
})
