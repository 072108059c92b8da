import { beforeEach, describe, expect, test } from 'vitest'
import { createSimulator } from '../ports/testing/simulator.ts'
import type { SimulatedHost } from '../ports/testing/simulator.ts'
import { createDestination } from './index.ts'
import { findKeptCopy, keepCopy } from './kept-copy.ts'
import type { ForeignPlace } from './kept-copy.ts'

const { signal } = new AbortController()
const folder = '/srv/tls'
const secret = 'canary-secret-key-of-somebody-else'

let host: SimulatedHost
beforeEach(() => {
  host = computer(1)
})

/** A computer on which somebody has put a `tls.key` where the bot will write one. */
function computer(seed: number | string): SimulatedHost {
  const made = createSimulator({ seed }).host('workstation')
  made.disk.plant(folder, made.disk.newDirectory({ uid: 1000, mode: 0o700 }))
  made.disk.plant(`${folder}/tls.key`, secret)
  return made
}

function keep(changes: Partial<ForeignPlace> = {}, on = host): Promise<string | undefined> {
  const { files, processes } = on.ports
  return keepCopy({
    files,
    processes,
    key: 'destination.path',
    path: folder,
    name: 'tls.key',
    followsLinks: false,
    ...changes,
  })
}

async function kept(name = 'tls.key', on = host): Promise<string | undefined> {
  const directory = await on.ports.files.openDirectory(folder, { symlinks: 'refuse' })
  return findKeptCopy(directory, name).finally(() => directory.close())
}

function names(on = host): string[] {
  const found = on.disk.find(folder)
  return found?.kind === 'directory' ? [...found.entries.keys()].toSorted() : []
}

const textAt = (name: string) => host.disk.textAt(`${folder}/${name}`)

async function writeSet(on = host): Promise<void> {
  const { files, processes } = on.ports
  const config = { type: 'directory', path: folder, symlinks: 'secure', acls: 'off', readers: [] } as const
  const destination = createDestination(config, { files, processes, layout: 'generations', key: 'd' })
  await destination.prepare({ signal })
  await destination.write([{ name: 'tls.key', data: new TextEncoder().encode('ours') }], { signal })
}

describe('a copy of a file of somebody else', () => {
  test('is beside it with every byte and its mode, and the file is as it was', async () => {
    host.disk.plant(`${folder}/tls.key`, host.disk.newFile(Buffer.from(secret), { uid: 1000, mode: 0o640 }))
    const before = host.disk.find(`${folder}/tls.key`)
    expect(await kept()).toBeUndefined()
    expect(await keep()).toBe('tls.key.before-botdesk')
    expect(names()).toEqual(['tls.key', 'tls.key.before-botdesk'])
    expect(textAt('tls.key.before-botdesk')).toBe(secret)
    expect(host.disk.find(`${folder}/tls.key.before-botdesk`)).toMatchObject({ uid: 1000, mode: 0o640 })
    expect(host.disk.find(`${folder}/tls.key`)).toBe(before)
    expect(await kept()).toBe('tls.key.before-botdesk')
  })

  test('is made once, however often it is asked for, and survives what Botdesk writes then', async () => {
    expect([await keep(), await keep()]).toEqual(['tls.key.before-botdesk', 'tls.key.before-botdesk'])
    await writeSet()
    expect(textAt('tls.key')).toBe('ours')
    expect(await keep()).toBeUndefined()
    expect(textAt('tls.key.before-botdesk')).toBe(secret)
    expect(names().filter((name) => name.includes('before'))).toEqual(['tls.key.before-botdesk'])
  })

  test('never replaces an earlier one: a file that changed gets another', async () => {
    await keep()
    host.disk.plant(`${folder}/tls.key`, 'another')
    expect(await kept()).toBeUndefined()
    expect(await keep()).toBe('tls.key.before-botdesk-2')
    host.disk.plant(`${folder}/tls.key.before-botdesk-9`, 'from somewhere')
    host.disk.plant(`${folder}/tls.key`, 'a third')
    expect(await keep()).toBe('tls.key.before-botdesk-10')
    expect(textAt('tls.key.before-botdesk')).toBe(secret)
    expect(textAt('tls.key.before-botdesk-2')).toBe('another')
    expect(textAt('tls.key.before-botdesk-9')).toBe('from somewhere')
    host.disk.plant(`${folder}/tls.key`, 'another')
    expect(await keep()).toBe('tls.key.before-botdesk-2')
  })

  test('a link or a folder of the copy’s name is no copy, and is not written through', async () => {
    host.disk.plant('/elsewhere/stolen', 'nothing yet')
    host.disk.plant(`${folder}/tls.key.before-botdesk`, host.disk.newLink('/elsewhere/stolen', 33))
    host.disk.plant(`${folder}/tls.key.before-botdesk-2/tls.key`, secret)
    expect(await keep()).toBe('tls.key.before-botdesk-3')
    expect(host.disk.textAt('/elsewhere/stolen')).toBe('nothing yet')
  })

  test('of a folder of the set stands in that folder', async () => {
    host.disk.plant(`${folder}/cockroach/node.key`, secret)
    expect(await keep({ name: 'cockroach/node.key' })).toBe('cockroach/node.key.before-botdesk')
    expect(textAt('cockroach/node.key.before-botdesk')).toBe(secret)
    expect(await keep({ name: 'cockroach/none' })).toBeUndefined()
  })

  test('is for this account alone where it cannot be given to the owner', async () => {
    const theirs = host.disk.newFile(Buffer.from(secret), { uid: 33, mode: 0o644 })
    host.disk.plant(`${folder}/tls.key`, theirs)
    expect(await keep()).toBe('tls.key.before-botdesk')
    expect(host.disk.find(`${folder}/tls.key.before-botdesk`)).toMatchObject({ uid: 1000, mode: 0o600 })
  })
})

describe('is refused', () => {
  test('behind a link, at the name and on the way', async () => {
    host.disk.plant('/elsewhere/real', secret)
    host.disk.plant(`${folder}/key`, host.disk.newLink('/elsewhere/real', 33))
    await expect(keep({ name: 'key' })).rejects.toMatchObject({
      code: 'destination.symlink',
      details: { path: folder, link: `${folder}/key`, target: '/elsewhere/real' },
    })
    host.disk.plant('/opt', host.disk.newLink('/srv', 0))
    await expect(keep({ path: '/opt/tls' })).rejects.toMatchObject({
      code: 'destination.symlink',
      details: { link: '/opt', target: '/srv' },
    })
    expect(names()).toEqual(['key', 'tls.key'])
  })

  test('for what a write would not replace, and for what cannot be read', async () => {
    host.disk.plant(`${folder}/key/inside`, 'x')
    await expect(keep({ name: 'key' })).rejects.toMatchObject({
      code: 'destination.foreign-file',
      details: { place: `${folder}/key`, kind: 'directory' },
    })
    host.disk.plant(`${folder}/tls.key`, secret, { uid: 33 })
    await expect(keep()).rejects.toMatchObject({
      code: 'destination.foreign-file',
      details: { place: `${folder}/tls.key`, kind: 'file', ownerUid: 33, mode: '0600' },
    })
  })

  test('with the place where there is no room or no permission, and nothing half is left', async () => {
    host.disk.capacityBytes = host.disk.usedBytes() + 3
    await expect(keep()).rejects.toMatchObject({ code: 'destination.disk-full', details: { path: folder } })
    host.disk.capacityBytes = Number.POSITIVE_INFINITY
    host.disk.plant('/srv/closed', host.disk.newDirectory({ uid: 33, mode: 0o755 }))
    host.disk.plant('/srv/closed/tls.key', host.disk.newFile(Buffer.from('x'), { uid: 33, mode: 0o644 }))
    await expect(keep({ path: '/srv/closed' })).rejects.toMatchObject({
      code: 'destination.permission-denied',
      details: { place: '/srv/closed', ownerUid: 33 },
    })
    expect(names()).toEqual(['tls.key'])
  })
})

test('where links are followed the copy stands beside the file that one leads to', async () => {
  host.disk.plant('/elsewhere/real', secret)
  host.disk.plant(`${folder}/key`, host.disk.newLink('../../elsewhere/real', 1000))
  expect(await keep({ name: 'key', followsLinks: true })).toBe('real.before-botdesk')
  expect(host.disk.textAt('/elsewhere/real.before-botdesk')).toBe(secret)
  host.disk.plant(`${folder}/none`, host.disk.newLink('nowhere', 1000))
  expect(await keep({ name: 'none', followsLinks: true })).toBeUndefined()
})

test.each([1, 2, 3, 4, 5])(
  'a crash at every file call leaves the file whole, and any copy whole (seed %i)',
  async (seed) => {
    let didCrash = true
    const outcomes = new Set<string>()
    for (let call = 1; didCrash; call++) {
      const world = computer(`${seed} ${call}`)
      world.stopAtFileCall(call)
      didCrash = await Promise.race([keep({}, world).then(() => false), world.crashed.then(() => true)])
      world.restart()
      expect(world.disk.textAt(`${folder}/tls.key`)).toBe(secret)
      const copies = names(world).filter((name) => name.includes('before'))
      for (const copy of copies) expect(world.disk.textAt(`${folder}/${copy}`)).toBe(secret)
      outcomes.add(copies.length === 0 ? 'none' : 'copy')
      // The next decision, or else the start of the bot, clears what was left.
      const again = call % 2 === 0 ? await keep({}, world) : copies[0]
      await writeSet(world)
      const left = names(world).filter((name) => /before|botdesk-copy/.test(name))
      expect(left).toEqual(again === undefined ? [] : ['tls.key.before-botdesk'])
    }
    expect(outcomes).toEqual(new Set(['none', 'copy']))
  },
)

test('a crash after it was answered cannot lose the copy', async () => {
  for (let seed = 0; seed < 30; seed++) {
    const world = computer(`answered ${seed}`)
    await keep({}, world)
    world.restart()
    expect(await kept('tls.key', world)).toBe('tls.key.before-botdesk')
  }
})
