import { beforeAll, describe, expect, it } from 'vitest'
import { privateKeyPem } from '../credentials/index.ts'
import { requestCerts } from './testing/test-client.ts'
import type { Held } from './testing/test-client.ts'
import { joinedBot, startTrial } from './testing/trial-cluster.ts'
import type { TrialCluster } from './testing/trial-cluster.ts'

const { signal } = new AbortController()
let trial: TrialCluster
let demo: Held
let ledger: Held

beforeAll(async () => {
  trial = await startTrial()
  await trial.cluster.create(
    'kind: app\nmetadata: {name: ledger, labels: {env: x}}\nspec: {uri: "http://127.0.0.1:1", public_addr: books.example}\n',
    { force: false },
  )
  const bot = trial.wire(await joinedBot(trial))
  demo = await requestCerts(bot, { user: 'bot-demo', roles: ['access'], app: 'grafana-example' })
  ledger = await requestCerts(bot, { user: 'bot-demo', roles: ['access'], app: 'ledger' })
})

function get(hostHeader: string, path: string, held?: Held) {
  return trial.simulator.network.get({
    host: '127.0.0.1',
    port: 3025,
    serverName: 'localhost',
    alpn: ['http/1.1'],
    roots: { kind: 'none' },
    timeoutMs: 1_000,
    maxBytes: 10_000,
    signal,
    hostHeader,
    path,
    ...(held && { certificate: { cert: held.tls, key: privateKeyPem(held.key) } }),
  })
}

describe('the web side of the port', () => {
  it.each([
    ['by its name', 'grafana-example.anything.example', true],
    ['by its name and a port', 'GRAFANA-EXAMPLE.localhost:3025', true],
    ['by the route of the certificate', '127.0.0.1:3025', true],
    ['not by another name', 'books.example', false],
  ])('finds the application %s', async (_, host, isFound) => {
    const answer = await get(host, '/api/users', demo)
    expect(answer.status).toBe(isFound ? 200 : 302)
  })

  it('says that it serves only its own application', async () => {
    expect((await get('books.example', '/', ledger)).status).toBe(502)
    expect((await get('grafana-example.localhost', '/', ledger)).status).toBe(302)
  })

  it('answers unknown paths and hosts with 404', async () => {
    expect((await get('localhost', '/')).status).toBe(404)
    expect((await get('grafana-example.localhost', '/nothing', demo)).status).toBe(404)
    expect((await get('localhost', '/webapi/nothing', demo)).status).toBe(404)
  })

  it.each(['/webapi/find', '/webapi/ping', '/webapi/ping/local'])('answers %s', async (path) => {
    const answer = await get('localhost', path)
    expect(JSON.parse(answer.body)).toMatchObject({
      cluster_name: 'trial.example',
      server_version: '18.0.0',
      auth: { signature_algorithm_suite: 'balanced-v1', default_session_ttl: '12h0m0s' },
    })
  })

  it('never redirects to a host that is none', async () => {
    const answer = await get('evil.example/..//x?', '/', undefined)
    expect([answer.status, answer.headers['location']]).toEqual([404, undefined])
    const app = await get('grafana-example.localhost', '//evil.example/%0d%0aX: y')
    expect(app.headers['location']).toMatch(
      /^https:\/\/grafana-example\.localhost\/web\/login\?redirect=https%3A/,
    )
  })

  it('allows no script and no framing on its pages', async () => {
    const { headers } = await get('localhost', '/web/login')
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('stops to know a certificate when its bot is locked', async () => {
    await trial.cluster.create('kind: lock\nmetadata: {name: l}\nspec: {target: {user: bot-demo}}\n', {
      force: false,
    })
    expect((await get('grafana-example.localhost', '/api/users', demo)).status).toBe(302)
    await trial.cluster.unlockBot('demo')
    expect((await get('grafana-example.localhost', '/api/users', demo)).status).toBe(200)
  })
})
