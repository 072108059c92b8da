import { expect, test } from 'vitest'
import { addedBotText, createFleetWorld } from './testing/fleet-world.ts'

const minute = 60_000

test('a file changed outside is noticed while a page watches, and only then', async () => {
  const { fleet, clock, bot, write } = await createFleetWorld()
  const before = bot().configModifiedAt
  await clock.advance(minute)
  await write('version: v2\noneshot: maybe\n')
  await clock.advance(minute)
  expect(bot()).toMatchObject({ configModifiedAt: before, problemCounts: { error: 0 } })
  const close = fleet.watchFiles()
  await clock.settle()
  expect(bot().problemCounts.error).toBeGreaterThan(0)
  const seen = bot().configModifiedAt
  expect(seen).toBe((before ?? 0) + minute)

  await write('version: v2\n# once more\n')
  await clock.advance(10_000)
  expect(bot().configModifiedAt).toBeGreaterThan(seen ?? Infinity)
  close()
  const last = bot().configModifiedAt
  await write('version: v2\n# nobody looks\n')
  await clock.advance(minute)
  expect(bot().configModifiedAt).toBe(last)
})

test('a file that goes and comes back is told, and each new text is a version by outside', async () => {
  const { fleet, clock, bot, write, remove, versions } = await createFleetWorld()
  const close = fleet.watchFiles()
  await remove()
  await clock.advance(10_000)
  expect(bot().configModifiedAt).toBeUndefined()
  await write(addedBotText.replace('20m', '15m'))
  await clock.advance(10_000)
  expect(bot().configModifiedAt).toBeDefined()
  expect(versions().map(({ by, addedLines, removedLines }) => ({ by, addedLines, removedLines }))).toEqual([
    { by: 'outside', addedLines: 1, removedLines: 1 },
    { by: 'outside', addedLines: addedBotText.trimEnd().split('\n').length, removedLines: 0 },
  ])
  close()
})

test('two pages share one loop, and it ends with the last', async () => {
  const { fleet, clock } = await createFleetWorld()
  const sleeping = clock.sleeping
  const [first, second] = [fleet.watchFiles(), fleet.watchFiles()]
  await clock.settle()
  expect(clock.sleeping).toBe(sleeping + 1)
  first()
  first()
  await clock.settle()
  expect(clock.sleeping).toBe(sleeping + 1)
  second()
  await clock.settle()
  expect(clock.sleeping).toBe(sleeping)
})

test('watching costs three file calls each ten seconds and bot', async () => {
  const { fleet, clock, host } = await createFleetWorld()
  const close = fleet.watchFiles()
  await clock.settle()
  const before = host.fileCalls
  await clock.advance(8 * minute)
  expect((host.fileCalls - before) / 8).toBe(18)
  close()
})

test('a running bot keeps its configuration while another stands in its file', async () => {
  const { fleet, clock, bot, write } = await createFleetWorld()
  await fleet.start('demo')
  const close = fleet.watchFiles()
  await clock.advance(minute)
  await write(addedBotText.replace('cluster:3025', 'elsewhere:3025'))
  await clock.advance(10_000)
  expect(bot()).toMatchObject({ address: 'cluster:3025', engine: { state: 'healthy' } })
  close()
  await fleet.stop('demo')
  expect(bot()).toMatchObject({ address: 'elsewhere:3025', engine: { state: 'stopped' } })
})
