import { beforeEach, describe, expect, test } from 'vitest'
import { addedBotText, createFleetWorld } from './testing/fleet-world.ts'
import type { FleetWorld } from './testing/fleet-world.ts'

const minute = 60_000
const pendingFile = '/home/deploy/.botdesk/pending/demo.json'
const shorter = (text: string) => text.replace('renewal_interval: 20m', 'renewal_interval: 10m')

let world: FleetWorld
beforeEach(async () => {
  world = await createFleetWorld()
})

/** The bot has run for a minute. */
async function run(): Promise<void> {
  await world.fleet.start('demo')
  await world.clock.advance(minute)
  expect(world.bot().engine.state).toBe('healthy')
}

async function applyLater(change: (text: string) => string = shorter, reason = 'shorter') {
  const { savedText: basedOn = '' } = await world.fleet.configurations.read('demo')
  const order = { text: change(basedOn), basedOn, reason, when: 'next-renewal' } as const
  return world.fleet.applier.apply('demo', order)
}

/** Time goes on until that long before the renewal that the version waits for. */
async function untilBefore(ms: number): Promise<void> {
  const at = world.bot().pending?.at ?? NaN
  await world.clock.advance(at - ms - world.clock.now())
}

const renewals = () => world.bot().history.events.filter(({ kind }) => kind === 'renewed').length
const told = () => world.bot().history.events.map(({ title, detail = '' }) => `${title} ${detail}`.trim())

describe('a version for the next renewal', () => {
  test('is taken over when that is due: nothing is renewed early, and the renewal is not made twice', async () => {
    await run()
    expect(await applyLater()).toEqual({ restarted: false, waits: true })
    const due = world.bot().engine.services.find(({ name }) => name === 'identity-1')?.life?.renewAt
    expect(world.bot().pending).toMatchObject({ version: 2, since: world.clock.now(), at: due })
    const before = renewals()
    await untilBefore(2_000)
    expect(await world.read()).toBe(addedBotText)
    expect(renewals()).toBe(before)
    await world.clock.advance(30_000)
    expect(await world.read()).toBe(shorter(addedBotText))
    expect(world.bot()).toMatchObject({ engine: { state: 'healthy' } })
    expect(world.bot().pending).toBeUndefined()
    expect(renewals()).toBe(before + 1)
    expect(world.versions()[0]).toMatchObject({ version: 2, by: 'botdesk', reason: 'shorter' })
    expect(told()).toContain('Configuration applied the version that waited, at the renewal')
    const life = world.bot().engine.services.find(({ name }) => name === 'identity-1')?.life
    expect((life?.renewAt ?? NaN) - (life?.issuedAt ?? NaN)).toBeLessThanOrEqual(10 * minute)
  })

  test('is taken over by a renewal that a person asks for', async () => {
    await run()
    await applyLater()
    await world.fleet.renew('demo')
    await world.clock.advance(minute)
    expect(await world.read()).toBe(shorter(addedBotText))
    expect(world.bot().engine.state).toBe('healthy')
  })

  test('is kept where only the owner can read it, and leaves with dots', async () => {
    await run()
    const secret = 'canary-secret-token-0123'
    const withToken = (text: string) => shorter(text).replace(/token: \S+\n/, `token: ${secret}\n`)
    await applyLater(withToken, `for ${secret}`)
    expect(world.host.disk.find(pendingFile)).toMatchObject({ kind: 'file', mode: 0o600 })
    expect(await world.read(pendingFile)).toContain(secret)
    const view = await world.fleet.configurations.read('demo')
    expect(view.pending).toContain('renewal_interval: 10m')
    expect(JSON.stringify([view, world.bot()])).not.toContain('canary-secret')
    // What the page shows of it stands for exactly it, and what it shows of the file for the file.
    expect(await world.fleet.configurations.wholeText('demo', view.pending ?? '')).toContain(secret)
    expect(await world.fleet.configurations.wholeText('demo', view.savedText ?? '')).toBe(addedBotText)
    expect(await world.fleet.configurations.wholeText('demo', `${view.savedText ?? ''}# x`)).toBe(
      `${addedBotText}# x`,
    )
  })

  test.each([
    ['the bot does not run', async () => undefined, shorter],
    ['nothing restarts', run, (text: string) => `# why\n${text}`],
  ])('is applied at once where %s', async (_what, before, change) => {
    await before()
    expect(await applyLater(change)).toEqual({ restarted: false, waits: false })
    expect(await world.read()).toBe(change(addedBotText))
    expect(world.bot().pending).toBeUndefined()
  })
})

describe('Botdesk ends meanwhile', () => {
  test.each(['in-order', 'crash'] as const)(
    '%s: the version waits on, and the start takes it over',
    async (how) => {
      await run()
      await applyLater()
      const fleet = await world.reopen(how)
      expect(world.bot().pending).toMatchObject({ version: 2 })
      expect(world.bot().pending?.at).toBeUndefined()
      expect(await world.read()).toBe(addedBotText)
      await fleet.startWanted()
      expect(await world.read()).toBe(shorter(addedBotText))
      await world.clock.advance(minute)
      expect(world.bot().engine.state).toBe('healthy')
      expect(world.bot().pending).toBeUndefined()
      await world.reopen('in-order')
      expect(world.bot().pending).toBeUndefined()
    },
  )

  test('between writing the file and saying so: what is left is said', async () => {
    await run()
    await applyLater()
    await world.write(shorter(addedBotText))
    const fleet = await world.reopen('crash')
    await fleet.startWanted()
    expect(world.bot().pending).toBeUndefined()
    expect(told()[0]).toBe('Started')
    expect(told()).toContain('Configuration applied the version that waited, at the start')
  })
})

describe('another version', () => {
  const longer = (text: string) => text.replace('credential_ttl: 1h', 'credential_ttl: 2h')

  test('that is applied at once takes its place', async () => {
    await run()
    await applyLater()
    const { savedText: basedOn = '' } = await world.fleet.configurations.read('demo')
    await world.fleet.applier.apply('demo', { text: longer(basedOn), basedOn })
    expect(world.bot().pending).toBeUndefined()
    expect(world.host.disk.find(pendingFile)).toBeUndefined()
    await world.clock.advance(60 * minute)
    expect(await world.read()).toBe(longer(addedBotText))
  })

  test('that waits takes its place, and one that is discarded never comes', async () => {
    await run()
    await applyLater()
    await applyLater(longer)
    expect(told()[0]).toBe('A version waits for the next renewal instead of the one before')
    await world.clock.advance(25 * minute)
    expect(await world.read()).toBe(longer(addedBotText))
    await applyLater()
    await world.fleet.applier.discardPending('demo')
    await world.clock.advance(60 * minute)
    expect(await world.read()).toBe(longer(addedBotText))
    await expect(world.fleet.applier.discardPending('demo')).rejects.toMatchObject({
      code: 'usage.bad-argument',
    })
  })
})

describe('the file was changed outside meanwhile', () => {
  const theirs = addedBotText.replace('20m', '15m')

  test('it is not replaced, the bot renews as before, and that is said', async () => {
    await run()
    await applyLater()
    const before = renewals()
    await untilBefore(3_000)
    await world.write(theirs)
    await world.clock.advance(2 * minute)
    expect(await world.read()).toBe(theirs)
    expect(renewals()).toBe(before + 1)
    expect(world.bot()).toMatchObject({
      engine: { state: 'healthy' },
      pending: { error: { code: 'config.changed-on-disk' } },
    })
    expect(told()).toContain(
      'The version that waits was not applied /home/deploy/tbot.yaml was changed outside Botdesk',
    )
    await world.clock.advance(60 * minute)
    expect(await world.read()).toBe(theirs)
    expect(told().filter((each) => each.startsWith('The version that waits'))).toHaveLength(1)
    await expect(world.fleet.applier.applyPending('demo')).rejects.toMatchObject({
      code: 'config.changed-on-disk',
    })
  })

  test('it is said as soon as that is seen, and goes back to editing with the file it was made from', async () => {
    await run()
    await applyLater()
    const close = world.fleet.watchFiles()
    await world.write(theirs)
    await world.clock.advance(10_000)
    close()
    expect(world.bot().pending).toMatchObject({ error: { code: 'config.changed-on-disk' } })
    const { basedOn } = await world.fleet.applier.editPending('demo')
    const view = await world.fleet.configurations.read('demo')
    expect(view).toMatchObject({ draft: shorter(basedOn) })
    expect(view.savedText).not.toBe(basedOn)
    expect(world.bot()).toMatchObject({ hasDraft: true })
    expect(world.bot().pending).toBeUndefined()
  })

  test('a person applies it once the file is as it was', async () => {
    await run()
    await applyLater()
    await untilBefore(3_000)
    await world.write(theirs)
    await world.clock.advance(minute)
    await world.write(addedBotText)
    expect(await world.fleet.applier.applyPending('demo')).toEqual({ restarted: true })
    expect(await world.read()).toBe(shorter(addedBotText))
  })
})

test('a draft is not lost when a version goes back to editing, nor when it is taken over', async () => {
  await run()
  await applyLater()
  await world.fleet.configurations.saveDraft('demo', `${addedBotText}# newer\n`)
  await expect(world.fleet.applier.editPending('demo')).rejects.toMatchObject({ code: 'usage.bad-argument' })
  await world.fleet.applier.applyPending('demo')
  expect((await world.fleet.configurations.read('demo')).draft).toContain('# newer')
})

test('a full disk keeps the version and the bot, and a person can try again', async () => {
  await run()
  await applyLater()
  await untilBefore(3_000)
  const { disk } = world.host
  const before = disk.capacityBytes
  disk.capacityBytes = disk.usedBytes()
  await world.clock.advance(2_500)
  expect(world.bot()).toMatchObject({ pending: { version: 2, error: {} } })
  expect(await world.read()).toBe(addedBotText)
  disk.capacityBytes = before
  await world.fleet.applier.applyPending('demo')
  expect(await world.read()).toBe(shorter(addedBotText))
})

test('a bot that a person stops while its version is taken over stays stopped', async () => {
  await run()
  await applyLater()
  const renewing = world.fleet.renew('demo')
  await Promise.all([renewing, world.fleet.stop('demo'), world.clock.advance(minute)])
  expect(world.bot()).toMatchObject({ wanted: false, engine: { state: 'stopped' } })
  expect(await world.read()).toBe(shorter(addedBotText))
})

test('a bot that is removed takes its version with it', async () => {
  await run()
  await applyLater()
  await world.fleet.stop('demo')
  await world.fleet.remove('demo', { deleteFiles: false })
  expect(world.host.disk.find(pendingFile)).toBeUndefined()
})
