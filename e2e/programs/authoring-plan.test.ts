import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Background, botdesk, eventually, freshFolder } from './program.ts'
import { TrialCluster } from './trial-cluster.ts'

interface PlanJson {
  readonly title: string
  readonly services: readonly { readonly name: string; readonly type: string; readonly change: string }[]
  readonly files: readonly {
    readonly path: string
    readonly change: string
    readonly mode: string | null
    readonly owner: string | null
  }[]
  readonly join: { readonly needs_token: boolean }
  readonly hazards: readonly {
    readonly code: string
    readonly path: string
    readonly message: string
    readonly fix?: string
  }[]
  readonly unknown: readonly string[]
}

/** Every name below a folder with what a write, a change of rights or a replacement would change. */
function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => {
      const { mode, size, ino, mtimeMs, ctimeMs } = lstatSync(join(folder, name))
      return [name, mode, size, ino, mtimeMs, ctimeMs].join(' ')
    })
}

function planJson(config: string, env: NodeJS.ProcessEnv): PlanJson {
  const { code, stdout, stderr } = botdesk(['plan', '-c', config, '--format', 'json'], { env })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as PlanJson
}

describe('a file nobody runs', () => {
  const folder = freshFolder('plan')
  const config = join(folder, 'tbot.yaml')
  const env = { BOTDESK_HOME: join(folder, 'home') }
  const connections: number[] = []
  let listener: Server

  beforeAll(async () => {
    listener = createServer((socket) => {
      connections.push(socket.remotePort ?? 0)
      socket.destroy()
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const { port } = listener.address() as AddressInfo
    mkdirSync(join(folder, 'web'), { mode: 0o755 })
    writeFileSync(join(folder, 'web', 'tls.key'), 'by hand')
    writeFileSync(
      config,
      `version: v2
auth_server: 127.0.0.1:${port}
onboarding: {join_method: token, token: canary-secret-0123456789abcdef}
storage: {type: directory, path: ${folder}/storage}
services:
  - {type: identity, destination: {type: directory, path: ${folder}/ssh}}
  - {type: application, name: web, app_name: web, specific_tls_naming: true, destination: {type: directory, path: ${folder}/web}}
`,
    )
  })
  afterAll(() => void listener.close())

  test('is compared with nothing: all starts, files are made, and the token is not shown', () => {
    const plan = planJson(config, env)
    expect(plan.title).toBe('Two services start')
    expect(plan.services).toEqual([
      { name: 'identity-1', type: 'identity', change: 'start' },
      { name: 'web', type: 'application', change: 'start' },
    ])
    for (const file of plan.files) {
      expect(Object.keys(file).filter((key) => key !== 'shape')).toEqual(['path', 'change', 'mode', 'owner'])
    }
    expect(plan.join.needs_token).toBe(true)
    const paths = new Map(plan.files.map((file) => [file.path, file]))
    expect(paths.get(join(folder, 'ssh'))).toMatchObject({ change: 'create', mode: '0700' })
    expect(paths.get(join(folder, 'ssh', 'ssh_config'))).toMatchObject({ change: 'create', mode: '0600' })
    expect(paths.get(join(folder, 'web', 'tls.key'))).toMatchObject({ change: 'replace', mode: '0600' })
    expect(paths.has(join(folder, 'web'))).toBe(false)
    expect(plan.hazards.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['destination.world-readable', 'destination.foreign-file']),
    )
    expect(JSON.stringify(plan)).not.toContain('canary-secret')
  })

  test('stays as it is, with everything around it, and nobody is called', async () => {
    const before = listing(folder)
    const texts = ['text', 'json'].map((format) =>
      botdesk(['plan', '-c', config, '--format', format], { env }),
    )
    expect(texts.map(({ code }) => code)).toEqual([0, 0])
    expect(listing(folder)).toEqual(before)
    expect(existsSync(env.BOTDESK_HOME)).toBe(false)
    // The listener counts: what was tried meanwhile stands in line before this call.
    const { port } = listener.address() as AddressInfo
    const own = connect(port, '127.0.0.1')
    await new Promise<void>((resolve) => own.once('close', () => resolve()))
    expect(connections).toHaveLength(1)
  })

  test('has hazards that name their fix', () => {
    const shared = join(folder, 'shared.yaml')
    writeFileSync(shared, readFileSync(config, 'utf8').replace(`${folder}/web}`, `${folder}/ssh}`))
    const { hazards } = planJson(shared, env)
    expect(hazards.find(({ code }) => code === 'config.shared-folder')?.fix).toBe(`Use ${folder}/ssh-web`)
    expect(hazards.filter(({ fix }) => fix !== undefined)).toHaveLength(1)
    rmSync(shared)
  })

  test('is told in words', () => {
    const { stdout } = botdesk(['plan', '-c', config], { env })
    expect(stdout).toMatch(/^Two services start\n\nServices\n {2}start {4}identity-1 \(identity\)/)
    expect(stdout).toMatch(/\nJoining\n {2}A token is needed\. There is no identity in /)
    expect(stdout).toMatch(/\nHazards\n {2}services\[/)
  })

  test('with an error cannot be applied: exit code 1, and 2 where it cannot be read', () => {
    const broken = join(folder, 'broken.yaml')
    writeFileSync(broken, readFileSync(config, 'utf8').replace('type: identity', 'type: Identity'))
    const refused = botdesk(['plan', '-c', broken, '--format', 'json'], { env })
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stdout)).toMatchObject({
      title: 'Cannot be applied: 1 error',
      services: [],
      files: [],
      errors: [{ line: 6 }],
    })
    const gone = botdesk(['plan', '-c', join(folder, 'none.yaml')], { env })
    expect({ code: gone.code, stdout: gone.stdout }).toEqual({ code: 2, stdout: '' })
    expect(botdesk(['plan'], { env }).code).toBe(2)
    expect(botdesk(['plan', '-c', config, '--target', '3'], { env }).code).toBe(2)
  })
})

describe('a file that Botdesk runs', () => {
  const folder = freshFolder('plan-running')
  const config = join(folder, 'tbot.yaml')
  const env = { BOTDESK_HOME: join(folder, 'home') }
  let cluster: TrialCluster
  let app: Background

  beforeAll(async () => {
    cluster = await TrialCluster.start(folder)
    const token = cluster.addBot('demo')
    mkdirSync(env.BOTDESK_HOME, { mode: 0o700 })
    writeFileSync(
      config,
      `version: v2
auth_server: ${cluster.address}
onboarding: {join_method: token, token: ${token}, ca_pins: ['${cluster.pin}']}
storage: {type: directory, path: ${folder}/storage}
services:
  - {type: identity, destination: {type: directory, path: ${folder}/out}}
`,
    )
    writeFileSync(
      join(env.BOTDESK_HOME, 'profile.json'),
      JSON.stringify({ bots: [{ name: 'demo', configPath: config, wanted: true, target: 19 }] }),
    )
    app = Background.botdesk(['serve', '--no-open'], { env })
    await eventually(() => (existsSync(join(folder, 'out', 'tlscert')) ? true : undefined), 'the bot writes')
  })
  afterAll(async () => {
    await app.end()
    await cluster.stop()
  })

  test('has nothing to apply, and the running bot notices nothing', () => {
    const before = [...listing(join(folder, 'out')), ...listing(join(folder, 'storage'))]
    const plan = planJson(config, env)
    expect(plan.title).toBe('Nothing to apply. The file equals the running one.')
    expect(plan.services).toMatchObject([{ name: 'identity-1', change: 'none' }])
    expect(plan.files).toEqual([])
    expect(plan.join.needs_token).toBe(false)
    expect([...listing(join(folder, 'out')), ...listing(join(folder, 'storage'))]).toEqual(before)
  })

  test('is compared with nothing by a Botdesk of another data folder', () => {
    const plan = planJson(config, { BOTDESK_HOME: join(folder, 'other') })
    expect(plan.title).toBe('One service starts')
    expect(plan.join.needs_token).toBe(false)
    expect(plan.files.find(({ path }) => path === join(folder, 'out', 'tlscert'))).toMatchObject({
      change: 'replace',
    })
  })

  test('and that was changed since says what it cannot see', () => {
    writeFileSync(config, `${readFileSync(config, 'utf8')}# changed\n`)
    const plan = planJson(config, env)
    expect(plan.services).toMatchObject([{ name: 'identity-1', change: 'start' }])
    expect(plan.unknown).toEqual([expect.stringMatching(/as it was before its last change/)])
  })
})
