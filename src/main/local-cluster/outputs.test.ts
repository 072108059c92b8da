import { Code, ConnectError } from '@connectrpc/connect'
import { describe, expect, it } from 'vitest'
import { verifyTlsCertificate } from '../credentials/index.ts'
import { joinByCall, requestCerts, sshOf, tlsOf } from './testing/test-client.ts'
import { joinedBot, readerRole, startTrial } from './testing/trial-cluster.ts'

const hour = 3_600_000
const refusedWith = (code: Code, text: RegExp) =>
  expect.objectContaining({ code, rawMessage: expect.stringMatching(text) }) as ConnectError

async function trialWithReader() {
  const trial = await startTrial()
  await trial.cluster.create(readerRole, { force: false })
  await trial.cluster.addBot({ name: 'other', roles: ['grafana-reader', 'access'] })
  const { token } = await trial.cluster.addBot({ name: 'demo', roles: ['grafana-reader'] })
  const held = await joinByCall(trial.wire(), { token })
  return { ...trial, held, bot: trial.wire(held), now: trial.simulator.clock.now() }
}

describe('output certificates', () => {
  it('carry the requested roles instead of the own ones and cannot be renewed', async () => {
    const { bot, now, wire } = await trialWithReader()
    const output = await requestCerts(bot, { user: 'bot-demo', roles: ['grafana-reader'] })
    expect(output.tlsAuthorities).toHaveLength(1)
    const { identity } = verifyTlsCertificate({
      certificate: output.tls,
      authorities: output.tlsAuthorities,
      at: now,
    })
    expect(identity).toMatchObject({
      userName: 'bot-demo',
      roles: ['grafana-reader'],
      impersonator: 'bot-demo',
      disallowReissue: true,
      botName: 'demo',
      routeToCluster: 'trial.example',
    })
    expect([identity.renewable, identity.generation]).toEqual([undefined, undefined])
    expect(sshOf(output).principals).toEqual(['deploy', '-teleport-internal-join'])
    expect(sshOf(output).extensions).toMatchObject({ impersonator: 'bot-demo', 'disallow-reissue': '' })
    const asOutput = wire({ ...output, tlsAuthorities: await hostAuthority(bot) })
    await expect(requestCerts(asOutput, { user: 'bot-demo' })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /cannot be renewed/),
    )
    await expect(requestCerts(asOutput, { user: 'bot-demo', roles: ['grafana-reader'] })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /may not be used to get others/),
    )
  })

  it('live no longer than the shortest session of their roles', async () => {
    const { bot, now } = await trialWithReader()
    const asked = { user: 'bot-demo', roles: ['grafana-reader'] }
    const long = await requestCerts(bot, { ...asked, expires: now + 20 * hour })
    expect(tlsOf(long).notAfter).toBe(now + 8 * hour)
    expect(sshOf(long).validBefore).toBe(now + 8 * hour)
    expect(tlsOf(await requestCerts(bot, asked)).notAfter).toBe(now + hour)
  })

  it('are refused for roles the bot was not given, no roles, and foreign clusters', async () => {
    const { bot } = await trialWithReader()
    await expect(requestCerts(bot, { user: 'bot-demo', roles: ['access'] })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /may not act as the role "access"/),
    )
    await expect(requestCerts(bot, { user: 'bot-demo', roles: [] })).rejects.toEqual(
      refusedWith(Code.InvalidArgument, /no roles are requested/),
    )
    await expect(
      bot.auth.generateUserCerts({
        Username: 'bot-demo',
        KubernetesCluster: 'kube',
        RoleRequests: ['grafana-reader'],
        UseRoleRequests: true,
      }),
    ).rejects.toEqual(refusedWith(Code.NotFound, /kubernetes cluster "kube" not found/))
  })

  it('carry the route to an application that the roles reach', async () => {
    const { bot } = await trialWithReader()
    const output = await requestCerts(bot, {
      user: 'bot-demo',
      roles: ['grafana-reader'],
      app: 'grafana-example',
    })
    expect(tlsOf(output).identity.app).toEqual({
      name: 'grafana-example',
      publicAddress: 'grafana-example.localhost',
      clusterName: 'trial.example',
      sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    })
  })

  it('are refused alike for applications out of reach and unknown ones', async () => {
    const { bot, cluster } = await trialWithReader()
    const app =
      'kind: app\nmetadata: {name: ledger, labels: {env: stage}}\nspec: {uri: "http://127.0.0.1:1"}\n'
    await cluster.create(app, { force: false })
    for (const name of ['ledger', 'nothing']) {
      await expect(
        requestCerts(bot, { user: 'bot-demo', roles: ['grafana-reader'], app: name }),
      ).rejects.toEqual(refusedWith(Code.PermissionDenied, /no access to the application/))
    }
  })

  it('may get others of the same roles when they were asked to be reissuable, but not longer ones', async () => {
    const { bot, wire, now } = await trialWithReader()
    const asked = { user: 'bot-demo', roles: ['grafana-reader'] }
    const output = await requestCerts(bot, { ...asked, expires: now + hour, reissuable: true })
    const again = wire({ ...output, tlsAuthorities: await hostAuthority(bot) })
    const second = await requestCerts(again, { ...asked, expires: now + 5 * hour })
    expect(tlsOf(second).notAfter).toBe(now + hour)
    await expect(requestCerts(again, { ...asked, roles: ['access'] })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /may not act as the role "access"/),
    )
  })

  it('take logins from traits', async () => {
    const trial = await startTrial()
    const yaml =
      'kind: bot\nmetadata: {name: demo}\nspec: {roles: [access], traits: [{name: logins, values: [ubuntu, ops]}]}\n'
    await trial.cluster.create(yaml, { force: false })
    const { token } = await trial.cluster.addToken({ bot: 'demo', ttlMs: hour, singleUse: true })
    const held = await joinByCall(trial.wire(), { token })
    const output = await requestCerts(trial.wire(held), { user: 'bot-demo', roles: ['access'] })
    expect(sshOf(output).principals).toEqual(['ubuntu', 'ops', '-teleport-internal-join'])
    expect(tlsOf(output).identity.traits).toEqual({ logins: ['ubuntu', 'ops'] })
  })

  it('stop working when a lock names one of their roles', async () => {
    const { bot, cluster, wire } = await trialWithReader()
    const output = await requestCerts(bot, { user: 'bot-demo', roles: ['grafana-reader'] })
    const asOutput = wire({ ...output, tlsAuthorities: await hostAuthority(bot) })
    await asOutput.auth.getAuthPreference({})
    await cluster.create('kind: lock\nmetadata: {name: l}\nspec: {target: {role: grafana-reader}}\n', {
      force: false,
    })
    await expect(asOutput.auth.getAuthPreference({})).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /lock in force on the role grafana-reader/),
    )
    await bot.auth.getAuthPreference({})
  })
})

describe('look-ups', () => {
  it('lists the applications the roles reach, none for the identity of the bot itself', async () => {
    const { bot, wire } = await trialWithReader()
    const request = { ResourceType: 'app_server', PredicateExpression: 'name == "grafana-example"', Limit: 1 }
    expect((await bot.auth.listResources(request)).Resources).toEqual([])
    const output = await requestCerts(bot, { user: 'bot-demo', roles: ['grafana-reader'] })
    const asOutput = wire({ ...output, tlsAuthorities: await hostAuthority(bot) })
    const { Resources } = await asOutput.auth.listResources(request)
    expect(Resources).toMatchObject([
      {
        resource: {
          case: 'AppServer',
          value: {
            Kind: 'app_server',
            Version: 'v3',
            Metadata: { Name: 'grafana-example' },
            Spec: { App: { Kind: 'app', Spec: { PublicAddr: 'grafana-example.localhost' } } },
          },
        },
      },
    ])
    const none = { ...request, PredicateExpression: 'name == "other"' }
    expect((await asOutput.auth.listResources(none)).Resources).toEqual([])
    await expect(asOutput.auth.listResources({ ...request, PredicateExpression: 'true' })).rejects.toEqual(
      refusedWith(Code.InvalidArgument, /predicate/),
    )
  })

  it('shows a bot its own role and the ones it may act as, and no others', async () => {
    const { bot } = await trialWithReader()
    const own = await bot.auth.getRole({ Name: 'bot-demo' })
    expect(own.Spec?.Allow?.Impersonate?.Roles).toEqual(['grafana-reader'])
    expect(own.Spec?.Options?.MaxSessionTTL).toBe(12n * 3_600_000_000_000n)
    expect((await bot.auth.getRole({ Name: 'grafana-reader' })).Spec?.Allow?.Logins).toEqual(['deploy'])
    await expect(bot.auth.getRole({ Name: 'access' })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /no access to the role/),
    )
  })

  it('answers anonymous callers only ping and the authorities', async () => {
    const { wire, info } = await trialWithReader()
    const anonymous = wire()
    expect(await anonymous.auth.ping({})).toMatchObject({
      ClusterName: 'trial.example',
      ServerVersion: '18.0.0',
      ProxyPublicAddr: info.authServer,
      signatureAlgorithmSuite: 2,
    })
    expect(Buffer.from((await anonymous.auth.getClusterCACert({})).TLSCA).toString()).toMatch(/^-----BEGIN/)
    const needed = refusedWith(Code.PermissionDenied, /client certificate is needed/)
    await expect(anonymous.auth.getAuthPreference({})).rejects.toEqual(needed)
    await expect(anonymous.auth.getRole({ Name: 'access' })).rejects.toEqual(needed)
    await expect(anonymous.auth.generateUserCerts({})).rejects.toEqual(needed)
    await expect(anonymous.auth.listResources({})).rejects.toEqual(needed)
    await expect(anonymous.trust.getCertAuthority({})).rejects.toEqual(needed)
    await expect(anonymous.instances.submitHeartbeat({})).rejects.toEqual(needed)
    await expect(anonymous.auth.watchEvents({})[Symbol.asyncIterator]().next()).rejects.toEqual(needed)
  })

  it('says UNIMPLEMENTED to methods it does not have', async () => {
    const { bot } = await trialWithReader()
    await expect(bot.auth.getToken({ Name: 'x' })).rejects.toEqual(refusedWith(Code.Unimplemented, /./))
  })
})

async function hostAuthority(bot: Awaited<ReturnType<typeof trialWithReader>>['bot']): Promise<string[]> {
  const { TLSCA } = await bot.auth.getClusterCACert({})
  return [Buffer.from(TLSCA).toString('utf8')]
}

describe('authorities', () => {
  it.each([
    ['host', 1, 1, 0],
    ['user', 1, 1, 0],
    ['db', 0, 1, 0],
    ['openssh', 1, 0, 0],
    ['jwt', 0, 0, 1],
    ['spiffe', 0, 1, 1],
  ])('of type %s are shown without their private parts', async (type, ssh, tls, jwt) => {
    const trial = await startTrial()
    const bot = trial.wire(await joinedBot(trial))
    const authority = await bot.trust.getCertAuthority({ type, domain: 'trial.example' })
    const keys = authority.Spec?.ActiveKeys
    expect([keys?.SSH.length, keys?.TLS.length, keys?.JWT.length]).toEqual([ssh, tls, jwt])
    expect(authority).toMatchObject({ Kind: 'cert_authority', SubKind: type, Version: 'v2' })
    expect(
      JSON.stringify(keys, (_, value: unknown) => (value instanceof Uint8Array ? text(value) : value)),
    ).not.toMatch(/PRIVATE/)
    expect(await bot.trust.getCertAuthorities({ type })).toMatchObject({
      certAuthoritiesV2: [{ SubKind: type }],
    })
    await expect(bot.trust.getCertAuthorities({ type, includeKey: true })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /do not leave/),
    )
  })

  it('begin a watch with INIT and end it when the call is cancelled or the bot is locked', async () => {
    const trial = await startTrial()
    const bot = trial.wire(await joinedBot(trial))
    const filter = { host: 'trial.example', user: 'trial.example' }
    const watch = bot.auth.watchEvents({ Kinds: [{ Kind: 'cert_authority', Filter: filter }] })
    const events = watch[Symbol.asyncIterator]()
    expect((await events.next()).value).toMatchObject({
      Type: 0,
      Resource: { case: 'WatchStatus', value: { Spec: { Kinds: [{ Filter: filter }] } } },
    })
    const next = events.next().catch((error: unknown) => ConnectError.from(error))
    await trial.cluster.create('kind: lock\nmetadata: {name: l}\nspec: {target: {user: bot-demo}}\n', {
      force: false,
    })
    expect(await next).toEqual(refusedWith(Code.PermissionDenied, /lock in force/))
    const wrong = bot.auth.watchEvents({ Kinds: [{ Kind: 'token' }] })
    await expect(wrong[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(ConnectError)
  })

  it('sign host certificates only for roles that allow it', async () => {
    const trial = await startTrial()
    const held = await joinedBot(trial)
    const bot = trial.wire(held)
    const key = new Uint8Array(Buffer.from(held.sshAuthorities[0] ?? ''))
    const request = { key, principals: ['node.example'], clusterName: 'trial.example', role: 'Node' }
    await expect(bot.trust.generateHostCert(request)).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /no role allows host_cert/),
    )
    const role =
      'kind: role\nmetadata: {name: hosts}\nspec: {allow: {rules: [{resources: [host_cert], verbs: [create]}]}}\n'
    await trial.cluster.create(role, { force: false })
    await trial.cluster.create('kind: bot\nmetadata: {name: demo}\nspec: {roles: [hosts]}\n', { force: true })
    const output = await requestCerts(bot, { user: 'bot-demo', roles: ['hosts'] })
    const asOutput = trial.wire({ ...output, tlsAuthorities: await hostAuthority(bot) })
    const { sshCertificate } = await asOutput.trust.generateHostCert(request)
    expect(sshOf({ ...held, ssh: text(sshCertificate).trim() })).toMatchObject({
      kind: 'host',
      principals: ['node.example'],
      extensions: { 'x-teleport-role': 'Node', 'x-teleport-authority': 'trial.example' },
    })
  })
})

describe('heartbeats', () => {
  it('are kept with the instance and the time of the cluster', async () => {
    const trial = await startTrial()
    const bot = trial.wire(await joinedBot(trial))
    await trial.simulator.clock.advance(60_000)
    await bot.instances.submitHeartbeat({
      heartbeat: { version: '18.0.0', hostname: 'build-1', oneShot: true },
    })
    expect(trial.cluster.view().bots).toMatchObject([{ lastSeenAt: trial.simulator.clock.now() }])
  })

  it('come from the identity of the bot only', async () => {
    const { bot, wire } = await trialWithReader()
    const output = await requestCerts(bot, { user: 'bot-demo', roles: ['grafana-reader'] })
    const asOutput = wire({ ...output, tlsAuthorities: await hostAuthority(bot) })
    await expect(asOutput.instances.submitHeartbeat({ heartbeat: {} })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /identity of the bot itself/),
    )
  })
})

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}
