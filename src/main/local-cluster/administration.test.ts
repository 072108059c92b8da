import { createClient } from '@connectrpc/connect'
import { describe, expect, it } from 'vitest'
import { AdminService } from '../../../proto/gen/botdesk/localcluster/v1/admin_pb.ts'
import { AppError } from '../../shared/errors.ts'
import { createAdminClient } from './admin-client.ts'
import { joinByCall, requestCerts, wireTo } from './testing/test-client.ts'
import { dataFolder, joinedBot, readerRole, startOn, startTrial } from './testing/trial-cluster.ts'

const hour = 3_600_000

async function trialWithAdmin() {
  const trial = await startTrial()
  const admin = await createAdminClient({ ports: trial.host.ports, dataFolder })
  return { ...trial, admin }
}

async function refusal(action: Promise<unknown>): Promise<AppError> {
  return await action.then(
    () => {
      throw new Error('nothing was refused')
    },
    (error: unknown) => AppError.from(error),
  )
}

describe('administration of a cluster', () => {
  it('makes, lists and removes bots', async () => {
    const { cluster, info, simulator } = await startTrial()
    const added = await cluster.addBot({ name: 'demo', roles: ['access'] })
    expect(added).toEqual({
      bot: 'demo',
      token: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      joinMethod: 'token',
      caPins: info.caPins,
      authServer: '127.0.0.1:3025',
      expires: simulator.clock.now() + hour,
    })
    expect(await cluster.listBots()).toEqual([{ name: 'demo', roles: ['access'], instances: 0 }])
    await cluster.removeBot('demo')
    expect(await cluster.listBots()).toEqual([])
    expect(await cluster.listTokens()).toEqual([])
  })

  it.each([
    ['a bot that is there', { name: 'demo', roles: ['access'] }, 'cluster.exists'],
    ['a bot with a role that is not there', { name: 'new', roles: ['nothing'] }, 'cluster.not-found'],
    ['a bot without a name', { name: '', roles: ['access'] }, 'cluster.refused'],
    ['a bot whose user another has', { name: 'two-words', roles: ['access'] }, 'cluster.refused'],
  ])('refuses %s', async (_, bot, code) => {
    const { cluster } = await startTrial()
    await cluster.addBot({ name: 'demo', roles: ['access'] })
    await cluster.addBot({ name: 'two words', roles: ['access'] })
    expect(await refusal(cluster.addBot(bot))).toMatchObject({ code })
    expect(await cluster.listBots()).toHaveLength(2)
  })

  it('lists tokens with their fate and removes them by id or by name', async () => {
    const trial = await startTrial()
    const { cluster } = trial
    const { token: used } = await cluster.addBot({ name: 'demo', roles: ['access'] })
    const { token } = await cluster.addToken({ bot: 'demo', ttlMs: 2 * hour, singleUse: false })
    await joinByCall(trial.wire(), { token: used })
    const listed = await cluster.listTokens()
    expect(listed).toMatchObject([
      { token: used, bot: 'demo', singleUse: true, usedAt: trial.simulator.clock.now() },
      { token, bot: 'demo', singleUse: false, type: 'Bot', joinMethod: 'token' },
    ])
    await cluster.removeToken(listed[1]?.id ?? '')
    await cluster.removeToken(used)
    expect(await cluster.listTokens()).toEqual([])
    expect(await refusal(cluster.removeToken(used))).toMatchObject({ code: 'cluster.not-found' })
  })

  it('forgets used tokens after a week', async () => {
    const trial = await startTrial()
    await joinedBot(trial)
    await trial.simulator.clock.advance(8 * 24 * hour)
    await trial.cluster.addBot({ name: 'other', roles: ['access'] })
    expect(await trial.cluster.listTokens()).toMatchObject([{ bot: 'other' }])
  })

  it('shows no token and no key in its view', async () => {
    const { cluster } = await startTrial()
    const { token } = await cluster.addBot({ name: 'demo', roles: ['access'] })
    const view = cluster.view()
    expect(JSON.stringify(view)).not.toContain(token)
    expect(JSON.stringify(view)).not.toContain('PRIVATE KEY')
    expect(view).toMatchObject({
      state: 'running',
      name: 'trial.example',
      address: '127.0.0.1:3025',
      version: '18.0.0',
      tokens: [{ shortName: `${token.slice(0, 6)}…`, bot: 'demo', singleUse: true }],
      apps: [{ name: 'grafana-example', publicAddress: 'grafana-example.localhost' }],
      audit: [{ event: 'bot.create', success: true }],
    })
    expect(view.authorities.map(({ type, algorithm }) => `${type}: ${algorithm}`)).toEqual([
      'host: ECDSA P-256, Ed25519',
      'user: ECDSA P-256, Ed25519',
      'db: RSA 2048',
      'openssh: Ed25519',
      'jwt: ECDSA P-256',
      'spiffe: ECDSA P-256, RSA 2048',
    ])
  })

  it('writes no token into its audit log', async () => {
    const trial = await startTrial()
    const { token } = await trial.cluster.addBot({ name: 'demo', roles: ['access'] })
    await joinByCall(trial.wire(), { token })
    await joinByCall(trial.wire(), { token }).catch(() => undefined)
    await joinByCall(trial.wire(), { token: 'mistyped-secret' }).catch(() => undefined)
    await trial.cluster.removeToken(token)
    const folder = await trial.host.ports.files.openDirectory(`${dataFolder}/audit`, { symlinks: 'refuse' })
    const log = Buffer.from(await folder.read('2026-01-01.log')).toString('utf8')
    expect(log.trim().split('\n')).toHaveLength(5)
    expect(log).not.toContain(token)
    expect(log).not.toContain('mistyped-secret')
  })

  it('tells its listeners about changes until they leave', async () => {
    const { cluster } = await startTrial()
    let calls = 0
    const leave = cluster.subscribe(() => (calls += 1))
    await cluster.addBot({ name: 'demo', roles: ['access'] })
    const heard = calls
    leave()
    await cluster.removeBot('demo')
    expect(heard).toBeGreaterThan(0)
    expect(calls).toBe(heard)
  })

  it('creates all resources of a text or none', async () => {
    const { cluster } = await startTrial()
    const both = `${readerRole}---\nkind: role\nmetadata: {name: access}\nspec: {}\n`
    expect(await refusal(cluster.create(both, { force: false }))).toMatchObject({ code: 'cluster.exists' })
    expect((await cluster.get('roles')).map(({ metadata }) => metadata.name)).toEqual(['access'])
    expect(await cluster.create(both, { force: true })).toEqual(['role/grafana-reader', 'role/access'])
    expect(await cluster.get('role', 'access')).toMatchObject([{ spec: { allow: {}, deny: {} } }])
  })

  it('shows every kind, the made ones too, and no private keys', async () => {
    const { cluster } = await startTrial()
    await cluster.addBot({ name: 'demo', roles: ['access'] })
    await cluster.create('kind: lock\nmetadata: {name: l}\nspec: {target: {user: x}}\n', { force: false })
    const all = await cluster.get('all')
    expect([...new Set(all.map(({ kind }) => kind))]).toEqual([
      'role',
      'token',
      'bot',
      'app',
      'lock',
      'cert_authority',
      'user',
    ])
    expect(await cluster.get('role', 'bot-demo')).toMatchObject([
      { metadata: { labels: { 'teleport.internal/bot': 'demo' } } },
    ])
    expect(await cluster.get('lock', 'l')).toMatchObject([
      { spec: { created_at: expect.stringMatching(/^2026-01-01T/) as string } },
    ])
    expect(await cluster.get('cert_authority', 'host')).toHaveLength(1)
    expect(JSON.stringify(await cluster.get('cas'))).not.toMatch(/private|key":"LS0tLS1CRUdJTiBQUklW/)
    expect(await refusal(cluster.get('role', 'nothing'))).toMatchObject({ code: 'cluster.not-found' })
    expect(await refusal(cluster.get('node'))).toMatchObject({ code: 'cluster.refused' })
  })

  it.each([
    ['a role in use', 'role', 'grafana-reader', 'cluster.refused'],
    ['an authority', 'cert_authority', 'host', 'cluster.refused'],
    ['what is not there', 'app', 'nothing', 'cluster.not-found'],
    ['a role of a bot', 'role', 'bot-demo', 'cluster.not-found'],
  ])('does not remove %s', async (_, kind, name, code) => {
    const { cluster } = await startTrial()
    await cluster.create(readerRole, { force: false })
    await cluster.addBot({ name: 'demo', roles: ['grafana-reader'] })
    expect(await refusal(cluster.remove(kind, name))).toMatchObject({ code })
  })

  it.each([
    ['the built-in application', 'kind: app\nmetadata: {name: grafana-example}\nspec: {uri: "http://x"}\n'],
    ['the role of a bot', 'kind: role\nmetadata: {name: bot-demo}\nspec: {}\n'],
  ])('does not replace %s', async (_, yaml) => {
    const { cluster } = await startTrial()
    await cluster.addBot({ name: 'demo', roles: ['access'] })
    expect(await refusal(cluster.create(yaml, { force: true }))).toMatchObject({ code: 'cluster.refused' })
  })

  it('lets a bot keep its instances when it is written again', async () => {
    const trial = await startTrial()
    await joinedBot(trial)
    await trial.cluster.create('kind: bot\nmetadata: {name: demo}\nspec: {roles: []}\n', { force: true })
    expect(await trial.cluster.listBots()).toMatchObject([{ roles: [], instances: 1 }])
  })

  it('says that an unlocked bot has no lock', async () => {
    const trial = await startTrial()
    await joinedBot(trial)
    expect(await refusal(trial.cluster.unlockBot('demo'))).toMatchObject({ code: 'cluster.not-found' })
  })
})

describe('administration from another process', () => {
  it('does everything over the port with the certificate of the folder', async () => {
    const { admin, cluster, info } = await trialWithAdmin()
    expect(await admin.status()).toEqual(info)
    const added = await admin.addBot({ name: 'demo', roles: ['access'] })
    expect(await admin.listTokens()).toMatchObject([{ token: added.token }])
    expect(await admin.listBots()).toEqual(await cluster.listBots())
    const { token } = await admin.addToken({ bot: 'demo', ttlMs: hour, singleUse: true })
    await admin.removeToken(token)
    expect(await admin.create(readerRole, { force: false })).toEqual(['role/grafana-reader'])
    expect(await admin.get('role', 'grafana-reader')).toEqual(await cluster.get('role', 'grafana-reader'))
    await admin.remove('role', 'grafana-reader')
    await admin.create('kind: lock\nmetadata: {name: l}\nspec: {target: {user: bot-demo}}\n', {
      force: false,
    })
    await admin.unlockBot('demo')
    await admin.removeBot('demo')
    expect(await admin.listBots()).toEqual([])
    admin.close()
  })

  it('hears the same refusals', async () => {
    const { admin } = await trialWithAdmin()
    const error = await refusal(admin.removeBot('nobody'))
    expect(error).toMatchObject({ code: 'cluster.not-found', details: { kind: 'bot', name: 'nobody' } })
    expect(await refusal(admin.create('kind: role\n', { force: false }))).toMatchObject({
      code: 'cluster.refused',
      details: { path: 'metadata' },
    })
  })

  it('is told that nothing runs, before, after a stop and after a crash', async () => {
    const { admin, cluster, host, simulator } = await trialWithAdmin()
    await cluster.close()
    const stopped = await refusal(createAdminClient({ ports: host.ports, dataFolder }))
    expect(stopped.code).toBe('cluster.not-running')
    expect((await refusal(admin.status())).code).toBe('cluster.not-running')
    const missing = { ports: host.ports, dataFolder: '/data/nothing' }
    expect((await refusal(createAdminClient(missing))).code).toBe('cluster.not-running')
    await startOn(simulator, host)
    host.restart()
    const late = await createAdminClient({ ports: host.ports, dataFolder })
    expect((await refusal(late.status())).code).toBe('cluster.not-running')
  })

  it('is refused to a bot that acts in a role of the name Admin', async () => {
    const trial = await startTrial()
    await trial.cluster.create('kind: role\nmetadata: {name: Admin}\nspec: {}\n', { force: false })
    const { token } = await trial.cluster.addBot({ name: 'demo', roles: ['Admin'] })
    const held = await joinByCall(trial.wire(), { token })
    const output = await requestCerts(trial.wire(held), { user: 'bot-demo', roles: ['Admin'] })
    const asAdmin = { ...output, tlsAuthorities: held.tlsAuthorities }
    const { connection } = wireTo(trial.simulator.network, trial.info.authServer, asAdmin)
    const client = createClient(AdminService, connection.transport)
    await expect(client.call({ command: 'listTokens', payloadJson: '{}' })).rejects.toMatchObject({
      code: 7,
      rawMessage: expect.stringContaining('for the administrator') as string,
    })
  })

  it('is refused to bots', async () => {
    const trial = await startTrial()
    const held = await joinedBot(trial)
    const { connection } = wireTo(trial.simulator.network, trial.info.authServer, held)
    const client = createClient(AdminService, connection.transport)
    await expect(client.call({ command: 'listTokens', payloadJson: '{}' })).rejects.toMatchObject({ code: 7 })
  })
})
