import { beforeEach, describe, expect, test } from 'vitest'
import { addedBotText, createFleetWorld } from './testing/fleet-world.ts'
import type { FleetWorld } from './testing/fleet-world.ts'

const minute = 60_000
const old = '/home/deploy/out'
const names = ['tlscert', 'key', 'identity', '.write-test']
const moved = (text: string) => text.replace(old, '/home/deploy/new')

let world: FleetWorld
beforeEach(async () => {
  world = await createFleetWorld()
  await world.fleet.start('demo')
  await world.clock.advance(minute)
})

async function apply(
  change: (text: string) => string,
  o: { ticked?: boolean; later?: boolean; folder?: string } = {},
): Promise<void> {
  const { savedText: basedOn = '' } = await world.fleet.configurations.read('demo')
  await world.fleet.applier.apply('demo', {
    text: change(basedOn),
    basedOn,
    when: o.later === true ? 'next-renewal' : 'now',
    leftovers: o.ticked === false ? [] : [{ folder: o.folder ?? old, names }],
  })
}

const isThere = (path = `${old}/key`) => world.host.disk.find(path) !== undefined
const told = () => world.bot().history.events.map(({ title, detail = '' }) => `${title} ${detail}`.trim())

describe('files that were ticked', () => {
  test('go five minutes after the bot runs well with the new ones, and that is told', async () => {
    await apply(moved)
    await world.clock.advance(minute)
    expect(world.bot()).toMatchObject({
      engine: { state: 'healthy' },
      leftovers: [{ folder: old, files: 4, outcome: { kind: 'waiting' } }],
    })
    const [waiting] = world.bot().leftovers ?? []
    const at = waiting?.outcome.kind === 'waiting' ? (waiting.outcome.at ?? NaN) : NaN
    expect(at).toBe(world.bot().engine.since + 5 * minute)
    await world.clock.advance(at - world.clock.now() - 1)
    expect(isThere()).toBe(true)
    await world.clock.advance(10)
    expect(isThere(old)).toBe(false)
    expect(isThere('/home/deploy/new/key')).toBe(true)
    expect(world.bot().leftovers).toMatchObject([
      { folder: old, outcome: { kind: 'deleted', kept: [], others: 0 } },
    ])
    expect(told()[0]).toMatch(/^Deleted 1\d files in \/home\/deploy\/out$/)
    await world.reopen('in-order')
    expect(world.bot().leftovers).toBeUndefined()
  })

  test('stay while the bot is not well, over a restart of Botdesk, and go when it is', async () => {
    await apply((text) => moved(text).replace('cluster:3025', 'nowhere:3025'))
    await world.clock.advance(20 * minute)
    expect(world.bot().engine.state).not.toBe('healthy')
    expect(world.bot().leftovers).toEqual([{ folder: old, files: 4, outcome: { kind: 'waiting' } }])
    const fleet = await world.reopen('crash')
    expect(isThere()).toBe(true)
    await world.write(moved(addedBotText))
    await fleet.startWanted()
    await world.clock.advance(4 * minute)
    expect(isThere()).toBe(true)
    await world.clock.advance(2 * minute)
    expect(isThere(old)).toBe(false)
  })

  test('stay when the version before comes back, and nothing waits any more', async () => {
    await apply(moved)
    await world.clock.advance(3 * minute)
    await apply(() => addedBotText.replace('/home/deploy/token', '••••••••'), { ticked: false })
    expect(world.bot().leftovers).toBeUndefined()
    await world.clock.advance(30 * minute)
    expect(isThere()).toBe(true)
    expect(world.bot().engine.state).toBe('healthy')
  })

  test('go after the version that waited for a renewal, not before', async () => {
    await apply(moved, { later: true })
    expect(world.bot().leftovers).toBeUndefined()
    await world.clock.advance((world.bot().pending?.at ?? NaN) - world.clock.now() - 5_000)
    expect(isThere()).toBe(true)
    await world.clock.advance(4 * minute)
    expect(isThere()).toBe(true)
    await world.clock.advance(3 * minute)
    expect(isThere(old)).toBe(false)
  })

  test('of a folder that somebody put something into lose only what is ours', async () => {
    await apply(moved)
    world.host.disk.plant(`${old}/notes.txt`, 'mine')
    await world.clock.advance(10 * minute)
    expect(isThere()).toBe(false)
    expect(world.host.disk.textAt(`${old}/notes.txt`)).toBe('mine')
    expect(told()[0]).toMatch(/^Deleted 1\d files in \/home\/deploy\/out 1 other name stays there$/)
  })
})

test('files that were not ticked stay', async () => {
  await apply(moved, { ticked: false })
  await world.clock.advance(30 * minute)
  expect(isThere()).toBe(true)
})

describe('a folder that another bot writes', () => {
  async function addNeighbour(folder: string): Promise<void> {
    const path = '/home/deploy/other.yaml'
    const text = addedBotText.replace(old, folder).replace('/home/deploy/storage', '/home/deploy/storage-2')
    await world.write(text, path)
    await world.fleet.add({ path, name: 'other' })
  }

  test.each([
    ['is', old],
    ['lies in', `${old}/deep`],
    ['holds', '/home/deploy'],
  ])('by then, and that %s this one, is not touched', async (_what, folder) => {
    await apply(moved)
    await addNeighbour(folder)
    await world.clock.advance(10 * minute)
    expect(isThere()).toBe(true)
    expect(world.bot().leftovers).toMatchObject([
      { folder: old, outcome: { kind: 'refused', reason: 'identity-1 of other writes there' } },
    ])
    expect(told()[0]).toBe('Kept the files in /home/deploy/out identity-1 of other writes there')
  })

  test('through a link is not touched either', async () => {
    await apply(moved)
    world.host.disk.plant('/home/deploy/alias', world.host.disk.newLink(old, 1000))
    await addNeighbour('/home/deploy/alias')
    await world.clock.advance(10 * minute)
    expect(isThere()).toBe(true)
  })
})

test('a link in place of the folder is not followed', async () => {
  await apply(moved)
  const home = await world.host.ports.files.openDirectory('/home/deploy', { symlinks: 'refuse' })
  await home.rename('out', 'real')
  await home.symlink('/home/deploy/real', 'out')
  await home.close()
  await world.clock.advance(10 * minute)
  expect(isThere('/home/deploy/real/key')).toBe(true)
  expect(world.bot().leftovers).toMatchObject([
    { outcome: { kind: 'refused', reason: '/home/deploy/out is a symbolic link to /home/deploy/real' } },
  ])
})

test('a person deletes at once, but not before the bot is well, or keeps everything', async () => {
  await apply(moved)
  await expect(world.fleet.leftovers.deleteNow('demo')).rejects.toMatchObject({ code: 'usage.bad-argument' })
  await world.clock.advance(minute)
  await world.fleet.leftovers.deleteNow('demo')
  expect(isThere(old)).toBe(false)

  await apply((text) => text.replace('/home/deploy/new', '/home/deploy/third'), {
    folder: '/home/deploy/new',
  })
  await world.clock.advance(minute)
  expect(world.bot().leftovers).toMatchObject([{ folder: '/home/deploy/new' }])
  await world.fleet.leftovers.keep('demo')
  expect(world.bot().leftovers).toBeUndefined()
  await world.clock.advance(30 * minute)
  expect(isThere('/home/deploy/new/key')).toBe(true)
})
