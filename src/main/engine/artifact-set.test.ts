import { beforeEach, expect, test } from 'vitest'
import { createDestination } from '../destinations/index.ts'
import { createSimulator } from '../ports/testing/simulator.ts'
import type { SimulatedHost, Simulator } from '../ports/testing/simulator.ts'
import { ArtifactSet } from './artifact-set.ts'
import { directory, minute } from './testing/bot-world.ts'
import { readBack, tamper } from './testing/disk.ts'

const folder = '/srv/out'
const { signal } = new AbortController()
const names = ['key', 'tlscert', 'identity']

let simulator: Simulator
let host: SimulatedHost
let set: ArtifactSet

beforeEach(async () => {
  simulator = createSimulator({ seed: 1 })
  host = simulator.host('workstation')
  const { files, processes, clock } = host.ports
  const destination = createDestination(directory(folder), {
    files,
    processes,
    layout: 'generations',
    key: 'destination',
  })
  set = new ArtifactSet({ destination, processes, clock })
  await set.write(
    names.map((name) => ({ name, kind: name, data: Buffer.from(`content of ${name}`) })),
    { signal },
  )
})

/** A reading long enough after the write to be relied on. */
async function readLater() {
  await simulator.clock.advance(minute)
  return set.read()
}

test('is untouched after a reading, for ten minutes', async () => {
  expect(await set.isUntouched()).toBe(false)
  expect((await readLater()).isIntact).toBe(true)
  expect(await set.isUntouched()).toBe(true)
  await simulator.clock.advance(9 * minute)
  expect(await set.isUntouched()).toBe(true)
  await simulator.clock.advance(minute)
  expect(await set.isUntouched()).toBe(false)
})

test('a reading right after a change is not relied on: a second change might look the same', async () => {
  expect((await set.read()).isIntact).toBe(true)
  expect(await set.isUntouched()).toBe(false)
})

test.each<[string, () => Promise<void>]>([
  ['another byte of the same length', () => tamper(host.ports, folder, 'key', 'content of kez')],
  ['the same bytes in a new file', () => tamper(host.ports, folder, 'key', 'content of key')],
  ['a missing file', () => tamper(host.ports, folder, 'identity', undefined)],
  [
    'other rights',
    async () => {
      const opened = await host.ports.files.openDirectory(`${folder}/..gen-1`, { symlinks: 'refuse' })
      await opened.setMode('key', 0o644)
      await opened.close()
    },
  ],
  [
    'a link that was replaced by a file',
    async () => {
      const opened = await host.ports.files.openDirectory(folder, { symlinks: 'refuse' })
      await opened.remove('key')
      await opened.create('key', Buffer.from('content of key'), { mode: 0o600 })
      await opened.close()
    },
  ],
])('%s is noticed', async (_what, change) => {
  await readLater()
  await change()
  expect(await set.isUntouched()).toBe(false)
})

test('a new set is not taken for the old one', async () => {
  await readLater()
  await set.write([{ name: 'key', kind: 'key', data: Buffer.from('new') }], { signal })
  expect(await set.isUntouched()).toBe(false)
  expect(await readBack(host.ports, folder, 'key')).toBe('new')
})

test('a folder that cannot be opened makes every file unreadable', async () => {
  await readLater()
  const opened = await host.ports.files.openDirectory('/srv', { symlinks: 'refuse' })
  await opened.rename('out', 'elsewhere')
  await opened.symlink('elsewhere', 'out')
  await opened.close()
  expect(await set.isUntouched()).toBe(false)
  const { files, isIntact } = await set.read()
  expect(isIntact).toBe(false)
  expect(files.map(({ problem }) => problem)).toEqual(
    Array(3).fill(expect.stringContaining('cannot be read: ')),
  )
})

test('looking at an untouched set of three takes a dozen file calls', async () => {
  await readLater()
  const before = host.fileCalls
  await set.isUntouched()
  expect(host.fileCalls - before).toBeLessThanOrEqual(4 + 2 * names.length)
})
