import { describe, expect, it } from 'vitest'
import { checkIdentity, parseTlsCertificate } from '../credentials/index.ts'
import {
  certificateAuthorities,
  dialAuth,
  findApplication,
  impersonableRoles,
  issueCertificate,
  joinCluster,
  ping,
  pinnedAuthorities,
  remoteClusters,
  signatureSuite,
  watchAuthorities,
} from '../teleport/index.ts'
import type { AuthConnection, CertificateRequest } from '../teleport/index.ts'
import type { Identity } from '../credentials/index.ts'
import { readerRole, startTrial } from './testing/trial-cluster.ts'
import type { TrialCluster } from './testing/trial-cluster.ts'

const { signal } = new AbortController()
const hour = 3_600_000

/** Joins a trial cluster as the engine does: pin first, then token, then everything over the own identity. */
async function joined() {
  const trial = await startTrial()
  await trial.cluster.create(readerRole, { force: false })
  const { token } = await trial.cluster.addBot({ name: 'demo', roles: ['grafana-reader'] })
  const { identity, variant } = await join(trial, token)
  return { trial, token, identity, variant, connection: connect(trial, identity) }
}

async function join({ simulator, info }: TrialCluster, token: string) {
  const { network, clock } = simulator
  const address = info.authServer
  const certificates = await pinnedAuthorities({
    network,
    address,
    pins: info.caPins,
    at: clock.now(),
    signal,
  })
  const roots = { kind: 'pem' as const, certificates }
  const common = { joinMethod: 'token', ttlMs: hour, clientVersion: '18.0.0', signal }
  return await joinCluster({ network, clock, address, roots, token, ...common })
}

function connect({ simulator, info }: TrialCluster, identity: Identity): AuthConnection {
  return dialAuth({
    network: simulator.network,
    address: info.authServer,
    clusterName: info.clusterName,
    identity,
    roots: { kind: 'pem', certificates: identity.tlsAuthorities },
    clientVersion: '18.0.0',
  })
}

function issue(
  { trial, identity, connection }: Awaited<ReturnType<typeof joined>>,
  request: CertificateRequest,
): Promise<Identity> {
  return issueCertificate({
    connection,
    userName: 'bot-demo',
    keyAlgorithm: 'ecdsa-p256',
    ttlMs: hour,
    clock: trial.simulator.clock,
    request,
    botIdentity: identity,
    signal,
  })
}

describe('the client of the engine', () => {
  it('joins by the newer service and gets an identity it accepts', async () => {
    const { trial, identity, variant, connection } = await joined()
    expect(variant).toBe('join-v1')
    expect(() => checkIdentity(identity, { at: trial.simulator.clock.now() })).not.toThrow()
    expect(await ping(connection, { signal })).toEqual({
      clusterName: 'trial.example',
      serverVersion: '18.0.0',
      proxyPublicAddress: trial.info.authServer,
      suite: 'balanced-v1',
    })
    expect(await signatureSuite(connection, { signal })).toBe('balanced-v1')
    expect(await impersonableRoles(connection, { userName: 'bot-demo', signal })).toEqual(['grafana-reader'])
    expect(await remoteClusters(connection, { signal })).toEqual([])
  })

  it('walks the whole way to an application', async () => {
    const bot = await joined()
    const common = { kind: 'output' as const, routeToCluster: 'trial.example', reissuable: false }
    const unrouted = await issue(bot, { ...common, roles: ['grafana-reader'] })
    const app = await findApplication(connect(bot.trial, unrouted), { name: 'grafana-example', signal })
    expect(app).toMatchObject({ name: 'grafana-example', publicAddress: 'grafana-example.localhost' })
    const routed = await issue(bot, {
      ...common,
      roles: parseTlsCertificate(unrouted.tlsCertificate).identity.roles,
      app: { name: app.name, publicAddress: app.publicAddress, clusterName: 'trial.example' },
    })
    expect(() => checkIdentity(routed, { at: bot.trial.simulator.clock.now() })).not.toThrow()
    expect(parseTlsCertificate(routed.tlsCertificate).identity.app?.name).toBe('grafana-example')
  })

  it('reads every authority it writes into files', async () => {
    const { connection } = await joined()
    for (const type of ['host', 'user', 'db', 'openssh'] as const) {
      expect(await certificateAuthorities(connection, { type, signal })).toMatchObject([
        { type, clusterName: 'trial.example' },
      ])
    }
  })

  it('knows each refusal by its words', async () => {
    const { trial, token } = await joined()
    await expect(join(trial, token)).rejects.toMatchObject({ code: 'join.token-used' })
    await expect(join(trial, 'never-made')).rejects.toMatchObject({ code: 'join.token-unknown' })
    const late = await trial.cluster.addToken({ bot: 'demo', ttlMs: 60_000, singleUse: true })
    await trial.simulator.clock.advance(61_000)
    await expect(join(trial, late.token)).rejects.toMatchObject({ code: 'join.token-expired' })
  })

  it('is told of a stolen identity, then of the lock', async () => {
    const bot = await joined()
    const renewed = await issue(bot, { kind: 'renewal' })
    await expect(issue(bot, { kind: 'renewal' })).rejects.toMatchObject({
      code: 'identity.generation-mismatch',
    })
    const next = { ...bot, identity: renewed, connection: connect(bot.trial, renewed) }
    await expect(issue(next, { kind: 'renewal' })).rejects.toMatchObject({ code: 'identity.locked' })
    await expect(ping(next.connection, { signal })).resolves.toBeDefined()
    await bot.trial.cluster.unlockBot('demo')
    await issue(next, { kind: 'renewal' })
  })

  it('refuses a cluster with another pin', async () => {
    const { trial } = await joined()
    const pins = [`sha256:${'0'.repeat(64)}`]
    await expect(
      pinnedAuthorities({
        network: trial.simulator.network,
        address: trial.info.authServer,
        pins,
        at: trial.simulator.clock.now(),
        signal,
      }),
    ).rejects.toMatchObject({ code: 'join.ca-pin-mismatch' })
  })

  it('watches authorities until the cluster stops', async () => {
    const { trial, connection } = await joined()
    const established = Promise.withResolvers<void>()
    const watch = watchAuthorities(connection, {
      clusterName: 'trial.example',
      types: ['host', 'user', 'db', 'openssh'],
      signal,
      onEstablished: () => established.resolve(),
      onChange: () => undefined,
    }).then(
      () => 'ended',
      () => 'failed',
    )
    await established.promise
    await trial.cluster.close()
    expect(['ended', 'failed']).toContain(await watch)
  })
})
