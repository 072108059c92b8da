import { Code, ConnectError } from '@connectrpc/connect'
import { describe, expect, it } from 'vitest'
import { verifyTlsCertificate } from '../credentials/index.ts'
import { joinByCall, joinByStream, requestCerts, sshOf, tlsOf, wireTo } from './testing/test-client.ts'
import { joinedBot, startOn, startTrial } from './testing/trial-cluster.ts'

const hour = 3_600_000
const refusedWith = (code: Code, text: RegExp) =>
  expect.objectContaining({ code, rawMessage: expect.stringMatching(text) }) as ConnectError

async function trialWithToken() {
  const trial = await startTrial()
  const added = await trial.cluster.addBot({ name: 'demo', roles: ['access'] })
  return { ...trial, added, now: trial.simulator.clock.now() }
}

describe('joining', () => {
  it('gives a new bot an identity of generation 1 from the user authority', async () => {
    const { wire, added, now, info } = await trialWithToken()
    const held = await joinByStream(wire(), { token: added.token, expires: now + hour })
    const { identity, issuer, notBefore, notAfter } = verifyTlsCertificate({
      certificate: held.tls,
      authorities: held.tlsAuthorities.slice(1),
      at: now,
    })
    expect(issuer).toEqual({ commonName: 'trial.example', organization: ['trial.example'] })
    expect([notBefore, notAfter]).toEqual([now - 60_000, now + hour])
    expect(identity).toMatchObject({
      userName: 'bot-demo',
      roles: ['bot-demo'],
      clusterName: 'trial.example',
      renewable: true,
      generation: 1,
      botName: 'demo',
      botInstanceId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    })
    expect(added).toMatchObject({
      bot: 'demo',
      joinMethod: 'token',
      caPins: info.caPins,
      expires: now + hour,
    })
  })

  it('signs the same facts into the SSH certificate', async () => {
    const { wire, added, now } = await trialWithToken()
    const held = await joinByStream(wire(), { token: added.token, expires: now + hour })
    const ssh = sshOf(held)
    expect(ssh).toMatchObject({ kind: 'user', keyId: 'bot-demo', validAfter: now - 60_000 })
    expect(ssh.principals).toEqual([expect.stringMatching(/^-teleport-nologin-/), '-teleport-internal-join'])
    expect(ssh.extensions).toMatchObject({
      'permit-pty': '',
      'teleport-roles': '{"version":"v1","roles":["bot-demo"]}',
      'teleport-traits': 'null',
      renewable: '',
      generation: '1',
      'bot-name@goteleport.com': 'demo',
    })
    expect(held.sshAuthorities).toHaveLength(2)
  })

  it('lets an older bot join with one call', async () => {
    const { wire, added, now } = await trialWithToken()
    const held = await joinByCall(wire(), { token: added.token })
    expect(tlsOf(held).identity.generation).toBe(1)
    expect(tlsOf(held).notAfter).toBe(now + hour)
    expect(held.tlsAuthorities).toHaveLength(2)
  })

  it('never grants a renewable certificate more than the twelve hours of the bot role', async () => {
    const { wire, added, now } = await trialWithToken()
    const held = await joinByStream(wire(), { token: added.token, expires: now + 100 * hour })
    expect(tlsOf(held).notAfter).toBe(now + 12 * hour)
  })

  it('caps a bot with a longer session at the day of renewable certificates', async () => {
    const trial = await startTrial()
    await trial.cluster.create(
      'kind: bot\nmetadata: {name: long}\nspec: {roles: [access], max_session_ttl: 168h}\n',
      { force: false },
    )
    const { token } = await trial.cluster.addToken({ bot: 'long', ttlMs: hour, singleUse: true })
    const now = trial.simulator.clock.now()
    const held = await joinByCall(trial.wire(), { token, expires: now + 100 * hour })
    expect(tlsOf(held).notAfter).toBe(now + 24 * hour)
  })

  it.each([
    ['unknown', 'no-such-token', /not found/],
    ['empty', '', /not found/],
  ])('refuses an %s token', async (_, token, text) => {
    const { wire, now } = await trialWithToken()
    await expect(joinByStream(wire(), { token, expires: now + hour })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, text),
    )
    await expect(joinByCall(wire(), { token })).rejects.toEqual(refusedWith(Code.PermissionDenied, text))
  })

  it('refuses an expired token in its own words', async () => {
    const { wire, added, simulator } = await trialWithToken()
    await simulator.clock.advance(hour)
    await expect(joinByCall(wire(), { token: added.token })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /has expired/),
    )
  })

  it('refuses a used single-use token in its own words, also days later', async () => {
    const { wire, added, simulator } = await trialWithToken()
    await joinByCall(wire(), { token: added.token })
    await simulator.clock.advance(3 * 24 * hour)
    await expect(joinByCall(wire(), { token: added.token })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /already been used/),
    )
  })

  it('lets only one of two bots have a single-use token', async () => {
    const { wire, added } = await trialWithToken()
    const both = await Promise.allSettled([
      joinByCall(wire(), { token: added.token }),
      joinByCall(wire(), { token: added.token }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('lets many copies join with a reusable token, each an instance of its own', async () => {
    const { cluster, wire } = await trialWithToken()
    const { token } = await cluster.addToken({ bot: 'demo', ttlMs: hour, singleUse: false })
    const first = await joinByCall(wire(), { token })
    const second = await joinByCall(wire(), { token })
    expect(tlsOf(first).identity.botInstanceId).not.toBe(tlsOf(second).identity.botInstanceId)
    expect(cluster.view().bots).toMatchObject([{ name: 'demo', instances: 2 }])
  })

  it('keeps the instance of a bot that joins again with its identity', async () => {
    const { cluster, wire } = await trialWithToken()
    const { token } = await cluster.addToken({ bot: 'demo', ttlMs: hour, singleUse: false })
    const first = await joinByCall(wire(), { token })
    const second = await joinByCall(wire(first), { token })
    expect(tlsOf(second).identity).toMatchObject({
      generation: 2,
      botInstanceId: tlsOf(first).identity.botInstanceId,
    })
  })

  it('refuses another method, another role, and methods it does not serve', async () => {
    const { cluster, wire, added, now } = await trialWithToken()
    const expires = now + hour
    await expect(joinByStream(wire(), { token: added.token, expires, joinMethod: 'iam' })).rejects.toEqual(
      refusedWith(Code.InvalidArgument, /for the join method token, not "iam"/),
    )
    await expect(joinByStream(wire(), { token: added.token, expires, role: 'Node' })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /does not allow the role "Node"/),
    )
    const github = `kind: token
metadata: {name: hub}
spec: {roles: [Bot], bot_name: demo, join_method: github, github: {allow: [{sub: x}]}}`
    await cluster.create(github, { force: false })
    await expect(joinByStream(wire(), { token: 'hub', expires })).rejects.toEqual(
      refusedWith(Code.InvalidArgument, /github is not supported by the local cluster/),
    )
  })

  it('ends a join that does not go on', async () => {
    const { wire, added, simulator } = await trialWithToken()
    const never = new Promise<never>(() => undefined)
    const answers = wire().join.join(
      (async function* () {
        yield {
          payload: { case: 'clientInit' as const, value: { tokenName: added.token, systemRole: 'Bot' } },
        }
        await never
      })(),
    )
    const all = lastOf(answers).catch((error: unknown) => ConnectError.from(error))
    await simulator.clock.advance(31_000)
    expect(await all).toEqual(refusedWith(Code.InvalidArgument, /took too long/))
  })

  it('does not consume the token of a join that failed', async () => {
    const { wire, added, now } = await trialWithToken()
    await expect(joinByStream(wire(), { token: added.token, expires: now - 1 })).rejects.toEqual(
      refusedWith(Code.InvalidArgument, /expired before it is made/),
    )
    const held = await joinByStream(wire(), { token: added.token, expires: now + hour })
    expect(tlsOf(held).identity.generation).toBe(1)
  })

  it('lets bots join with reusable tokens from a file, which cannot be removed', async () => {
    const trial = await startTrial()
    await trial.cluster.addBot({ name: 'demo', roles: ['access'] })
    await trial.cluster.close()
    const folder = await trial.host.ports.files.openDirectory('/etc/botdesk', {
      create: true,
      symlinks: 'follow',
    })
    const tokens = '- {token: static-secret-1, bot: demo}\n- "node,app:static-secret-2"\n'
    await folder.create('tokens.yaml', Buffer.from(tokens), { mode: 0o600 })
    const again = await startOn(trial.simulator, trial.host, {
      staticTokensFile: '/etc/botdesk/tokens.yaml',
    })
    await joinByCall(again.wire(), { token: 'static-secret-1' })
    const second = await joinByCall(again.wire(), { token: 'static-secret-1' })
    expect(tlsOf(second).identity.generation).toBe(1)
    await expect(joinByCall(again.wire(), { token: 'static-secret-2' })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /does not allow the role/),
    )
    await expect(again.cluster.removeToken('static-secret-1')).rejects.toMatchObject({
      code: 'cluster.refused',
    })
  })
})

describe('renewing', () => {
  it('counts the generation up and keeps the instance', async () => {
    const trial = await startTrial()
    const first = await joinedBot(trial)
    const second = await requestCerts(trial.wire(first), { user: 'bot-demo' })
    const third = await requestCerts(trial.wire(second), { user: 'bot-demo' })
    expect(tlsOf(third).identity).toEqual({
      ...tlsOf(first).identity,
      generation: 3,
      logins: tlsOf(third).identity.logins,
    })
    expect(third.tlsAuthorities).toEqual(first.tlsAuthorities)
    expect(trial.cluster.view().bots).toMatchObject([{ certificateGeneration: 3 }])
  })

  it('locks the bot when an older copy of its identity renews, until it is unlocked', async () => {
    const trial = await startTrial()
    const stolen = await joinedBot(trial)
    const current = await requestCerts(trial.wire(stolen), { user: 'bot-demo' })
    await expect(requestCerts(trial.wire(stolen), { user: 'bot-demo' })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /generation mismatch: expected 2, got 1/),
    )
    const locked = refusedWith(Code.PermissionDenied, /lock in force/)
    await expect(requestCerts(trial.wire(current), { user: 'bot-demo' })).rejects.toEqual(locked)
    await expect(trial.wire(current).auth.getAuthPreference({})).rejects.toEqual(locked)
    await expect(trial.wire(current).trust.getCertAuthorities({ type: 'host' })).rejects.toEqual(locked)
    expect(trial.cluster.view().bots).toMatchObject([
      { locked: expect.stringMatching(/generation mismatch/) as string },
    ])
    expect(trial.cluster.view().audit.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['cert.generation_mismatch', 'lock.created']),
    )
    await trial.cluster.unlockBot('demo')
    const next = await requestCerts(trial.wire(current), { user: 'bot-demo' })
    expect(tlsOf(next).identity.generation).toBe(3)
  })

  it('stops counting a certificate when its time is over, also on an open connection', async () => {
    const trial = await startTrial()
    const held = await joinedBot(trial)
    const wire = trial.wire(held)
    await wire.auth.getAuthPreference({})
    await trial.simulator.clock.advance(hour + 1000)
    await expect(wire.auth.getAuthPreference({})).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /not valid here and now/),
    )
  })

  it('lets a removed bot do nothing, not even after one of the same name is made', async () => {
    const trial = await startTrial()
    const held = await joinedBot(trial)
    await trial.cluster.removeBot('demo')
    await expect(requestCerts(trial.wire(held), { user: 'bot-demo' })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /does not exist/),
    )
    await trial.cluster.addBot({ name: 'demo', roles: ['access'] })
    await expect(requestCerts(trial.wire(held), { user: 'bot-demo' })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /instance of this certificate is gone/),
    )
  })

  it('refuses to renew for another user', async () => {
    const trial = await startTrial()
    const held = await joinedBot(trial)
    await expect(requestCerts(trial.wire(held), { user: 'bot-other' })).rejects.toEqual(
      refusedWith(Code.PermissionDenied, /another user/),
    )
  })

  it('makes a certificate for the one old key of field 1', async () => {
    const trial = await startTrial()
    const held = await joinedBot(trial)
    const line = held.ssh.startsWith('ecdsa') ? sshOf(held).publicKey : new Uint8Array()
    const { auth } = wireTo(trial.simulator.network, trial.info.authServer, held)
    const type = 'ecdsa-sha2-nistp256'
    const certs = await auth.generateUserCerts({
      Username: 'bot-demo',
      PublicKey: new Uint8Array(Buffer.from(`${type} ${Buffer.from(line).toString('base64')}\n`)),
    })
    const renewed = {
      ...held,
      tls: Buffer.from(certs.TLS).toString(),
      ssh: Buffer.from(certs.SSH).toString().trim(),
    }
    expect(tlsOf(renewed).identity.generation).toBe(2)
    expect(sshOf(renewed).keyFingerprint).toBe(sshOf(held).keyFingerprint)
  })
})

async function lastOf<T>(answers: AsyncIterable<T>): Promise<T | undefined> {
  let last: T | undefined
  for await (const answer of answers) last = answer
  return last
}
