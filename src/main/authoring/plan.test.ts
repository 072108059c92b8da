import { describe, expect, test, vi } from 'vitest'
import { createBotWorld, hour, minute, storagePath } from '../engine/testing/bot-world.ts'
import type { BotWorld } from '../engine/testing/bot-world.ts'
import type { Directory, Files } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import { planFor } from './plan.ts'

// Simulated minutes cost real CPU time; a busy machine must not make them fail.
vi.setConfig({ testTimeout: 30_000 })

const target = 19

function textOf(
  world: BotWorld,
  changes: { readonly token?: string; readonly storage?: string } = {},
): string {
  return `version: v2
auth_server: cluster:3025
onboarding: {join_method: token, token: ${changes.token ?? world.added.token}, ca_pins: ['${world.added.caPins[0] ?? ''}']}
storage: {type: directory, path: ${changes.storage ?? storagePath}}
services:
  - type: application
    name: app
    app_name: grafana-example
    specific_tls_naming: true
    destination: {type: directory, path: /opt/app}
`
}

const changing = new Set([
  'create',
  'append',
  'rename',
  'remove',
  'removeDirectory',
  'makeDirectory',
  'symlink',
  'setMode',
  'setReaders',
  'sync',
])

/** The same computer, on which every change and every contact is an error that cannot be missed. */
function lookOnly(ports: Ports): { readonly ports: Ports; readonly attempts: string[] } {
  const attempts: string[] = []
  const refuse = (what: string): never => {
    attempts.push(what)
    throw new Error(`a plan tried to ${what}`)
  }
  const closed = (directory: Directory): Directory =>
    new Proxy(directory, {
      get(real, property) {
        if (changing.has(String(property))) return () => refuse(String(property))
        const value: unknown = Reflect.get(real, property)
        return typeof value === 'function' ? value.bind(real) : value
      },
    })
  const files: Files = {
    openDirectory: async (path, options) =>
      options.create === true
        ? refuse('make a folder')
        : closed(await ports.files.openDirectory(path, options)),
    lock: () => refuse('lock'),
    space: (path) => ports.files.space(path),
  }
  const network = new Proxy(ports.network, {
    get: (_real, property) => () => refuse(`use the network (${String(property)})`),
  })
  const processes = new Proxy(ports.processes, {
    get(real, property) {
      if (property === 'run') return () => refuse('run a program')
      const value: unknown = Reflect.get(real, property)
      return typeof value === 'function' ? value.bind(real) : value
    },
  })
  return { ports: { ...ports, files, network, processes }, attempts }
}

async function planOn(world: BotWorld, after: string, before?: string) {
  const { ports, attempts } = lookOnly(world.host.ports)
  const plan = await planFor(ports, {
    ...(before === undefined ? {} : { before }),
    after,
    target,
    isRunning: before !== undefined,
  })
  expect(attempts).toEqual([])
  return plan
}

/** A world in which the bot of `textOf` ran for a minute and stopped. */
async function worldAfterRun(): Promise<BotWorld> {
  const world = await createBotWorld()
  const running = world.start()
  await world.simulator.clock.advance(minute)
  expect(running.snapshot().state).toBe('healthy')
  running.stop.abort()
  await running.ended
  return world
}

test('before the first start everything is made and a token is needed; looking changes nothing', async () => {
  const world = await createBotWorld()
  const calls = world.host.disk.usedBytes()
  const plan = await planOn(world, textOf(world))
  expect(plan).toMatchObject({ title: 'One service starts', canApply: true, join: { needsToken: true } })
  const folders = plan.files.filter(({ shape }) => shape === 'folder')
  expect(
    folders.map(({ path, change, mode, owner }) => `${change} ${path} ${mode ?? ''} ${owner ?? ''}`),
  ).toEqual([`create ${storagePath} 0700 deploy`, 'create /opt/app 0700 deploy'])
  expect(plan.files.every(({ change }) => change === 'create')).toBe(true)
  expect(world.host.disk.find('/opt/app')).toBeUndefined()
  expect(world.host.disk.usedBytes()).toBe(calls)
})

describe('after a run', () => {
  test('the stored identity is used and the files are replaced, none of them foreign', async () => {
    const world = await worldAfterRun()
    const plan = await planOn(world, textOf(world))
    expect(plan.join).toMatchObject({ needsToken: false })
    const own = plan.files.filter(({ service }) => service === 'app')
    expect(own.map(({ change }) => change)).toEqual(own.map(() => 'replace'))
    expect(own).toHaveLength(12)
    expect(plan.hazards.map(({ code }) => code)).not.toContain('destination.foreign-file')
  })

  test('another token means joining anew', async () => {
    const world = await worldAfterRun()
    const plan = await planOn(world, textOf(world, { token: 'canary-secret-another-token' }))
    expect(plan.join.needsToken).toBe(true)
    expect(plan.join.reason).toMatch(/joined with another token/)
    expect(JSON.stringify(plan)).not.toContain('canary-secret')
  })

  test('an identity that ended means joining anew', async () => {
    const world = await worldAfterRun()
    await world.simulator.clock.advance(3 * hour)
    const plan = await planOn(world, textOf(world))
    expect(plan.join.needsToken).toBe(true)
    expect(plan.join.reason).toMatch(/ended \d{4}-\d\d-\d\d/)
  })

  test('another storage holds no identity', async () => {
    const world = await worldAfterRun()
    const plan = await planOn(world, textOf(world, { storage: '/var/lib/other' }), textOf(world))
    expect(plan.join).toMatchObject({ needsToken: true })
    expect(plan.files.filter(({ change }) => change === 'left-behind').map(({ path }) => path)).toContain(
      `${storagePath}/tlscert`,
    )
  })

  test('a set that no longer has its plain names loses them, because Botdesk wrote them', async () => {
    const world = await worldAfterRun()
    const plan = await planOn(
      world,
      textOf(world).replace('    specific_tls_naming: true\n', ''),
      textOf(world),
    )
    expect(plan.services).toEqual([
      {
        name: 'app',
        type: 'application',
        change: 'restart',
        reasons: ['specific_tls_naming true to false'],
      },
    ])
    expect(plan.files.filter(({ change }) => change === 'remove').map(({ path }) => path)).toEqual([
      '/opt/app/tls.crt',
      '/opt/app/tls.key',
      '/opt/app/tls.cas',
    ])
  })

  test('a damaged identity does not count', async () => {
    const world = await worldAfterRun()
    const storage = await world.host.ports.files.openDirectory(storagePath, { symlinks: 'refuse' })
    await storage.remove('key')
    await storage.close()
    const plan = await planOn(world, textOf(world))
    expect(plan.join).toMatchObject({ needsToken: true })
    expect(plan.join.reason).toMatch(/damaged \(key missing\)/)
  })
})

test('a folder that may not be looked at is told as not known', async () => {
  const world = await createBotWorld()
  world.host.disk.plant('/opt/app/tls.key', 'someone else', { uid: 7 })
  const folder = world.host.disk.find('/opt')
  Object.assign(folder ?? {}, { uid: 0, mode: 0o700 })
  const plan = await planOn(world, textOf(world))
  expect(plan.unknown).toEqual([
    '/opt/app could not be looked at (no permission at /opt); it is checked when applying.',
  ])
})

test('a file of somebody else stops the plan at the folder until there is a copy of it', async () => {
  const world = await createBotWorld()
  world.host.disk.plant('/opt/app/tls.key', 'by hand')
  const plan = await planOn(world, textOf(world))
  expect(plan).toMatchObject({
    title: 'Cannot be applied yet: 1 file is not decided',
    canApply: false,
    errors: [],
  })
  expect(plan.hazards).toContainEqual({
    code: 'destination.foreign-file',
    path: 'services[0].destination.path',
    message:
      'There is a file tls.key in /opt/app that no service of this bot wrote; app needs that name. Take it over with a copy kept, or choose another folder.',
    line: 10,
    column: expect.any(Number) as number,
    undecided: { service: 'app', folder: '/opt/app', files: ['tls.key'] },
  })
  world.host.disk.plant('/opt/app/tls.key.before-botdesk', 'by han2')
  expect(await planOn(world, textOf(world))).toMatchObject({ canApply: false })
  world.host.disk.plant('/opt/app/tls.key.before-botdesk', 'by hand')
  expect(await planOn(world, textOf(world))).toMatchObject({ title: 'One service starts', canApply: true })
})

test('a link of somebody else stops the plan, unless it is followed and leads nowhere', async () => {
  const world = await createBotWorld()
  const follows = textOf(world).replace('path: /opt/app', 'path: /opt/app, symlinks: insecure')
  world.host.disk.plant('/opt/app/tls.key', world.host.disk.newLink('/srv/real', 1000))
  expect(await planOn(world, textOf(world))).toMatchObject({ canApply: false })
  expect(await planOn(world, follows)).toMatchObject({ canApply: true })
  world.host.disk.plant('/srv/real', 'by hand')
  expect(await planOn(world, follows)).toMatchObject({ canApply: false })
  world.host.disk.plant('/srv/real.before-botdesk', 'by hand')
  expect(await planOn(world, follows)).toMatchObject({ canApply: true })
  expect(await planOn(world, textOf(world))).toMatchObject({ canApply: false })
})

test('a start from the command line asks nobody: the file is replaced, as tbot does', async () => {
  const world = await createBotWorld()
  world.host.disk.plant('/opt/app/tls.key', 'by hand')
  const plan = await planFor(world.host.ports, {
    after: textOf(world),
    target,
    isRunning: false,
    isDropIn: true,
  })
  expect(plan).toMatchObject({ title: 'One service starts', canApply: true })
  expect(plan.hazards.find(({ code }) => code === 'destination.foreign-file')?.message).toMatch(
    /app would replace it\. Keep a copy/,
  )
  const running = world.start()
  await world.simulator.clock.advance(minute)
  expect(running.snapshot().state).toBe('healthy')
  expect(world.host.disk.textAt('/opt/app/tls.key')).toMatch(/PRIVATE KEY/)
  running.stop.abort()
  await running.ended
})
