import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { mkdtempSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import type { Probe } from '../../shared/contract/authoring.ts'
import { openLocalCluster } from '../local-cluster/index.ts'
import type { Ports } from '../ports/index.ts'
import { createRealPorts } from '../ports/real.ts'
import { FakeClock } from '../ports/testing/fake-clock.ts'
import { createSimulator } from '../ports/testing/simulator.ts'
import { createTestAuthority } from '../ports/testing/test-authority.ts'
import { probeCluster } from './probe.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})
const { signal } = new AbortController()

const shape = ({ steps }: Probe) => steps.map(({ name, state }) => `${name} ${state}`)

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function startCluster(ports: Ports, where: { dataFolder: string; host: string; port: number }) {
  const cluster = await openLocalCluster({
    ports,
    dataFolder: where.dataFolder,
    clusterName: 'trial.example',
    version: '18.2.1',
    signal,
  })
  cleanups.push(() => cluster.close())
  return cluster.listen({ host: where.host, port: where.port })
}

test('tells who the local cluster is, its pins and that its clock agrees, over real loopback', async () => {
  const ports = createRealPorts()
  const dataFolder = mkdtempSync(join(tmpdir(), 'botdesk-probe-'))
  const info = await startCluster(ports, { dataFolder, host: '127.0.0.1', port: 0 })
  const probe = await probeCluster(ports, info.authServer, { signal })
  expect(shape(probe)).toEqual([
    'resolve done',
    'connect done',
    'tls done',
    'ping done',
    'pin done',
    'clock done',
  ])
  expect(probe).toMatchObject({
    kind: 'auth',
    clusterName: 'trial.example',
    serverVersion: '18.2.1',
    caPins: info.caPins,
  })
  expect(Math.abs(probe.clockSkewMs ?? Infinity)).toBeLessThan(2_000)
  expect(probe.steps.every(({ durationMs }) => durationMs !== undefined && durationMs >= 0)).toBe(true)
  expect(probe.sent).toContain('No token and no certificate')
})

test('measures a clock that is wrong and says in which direction', async () => {
  const { host, clock } = createSimulatedCluster()
  await startCluster(host.ports, { dataFolder: '/c', host: 'cluster', port: 3025 })
  const ahead = { ...host.ports, clock: shifted(clock, 90_000) }
  const probe = await probeCluster(ahead, 'cluster:3025', { signal })
  expect(probe.clockSkewMs).toBe(-90_000 + 500)
  expect(probe.steps.at(-1)).toMatchObject({ name: 'clock', state: 'warning' })
  expect(probe.steps.at(-1)?.detail).toBe('The cluster is 90 s behind this computer')
})

test('gives up on a silent server after five seconds', async () => {
  const { host, clock, network } = createSimulatedCluster()
  await startCluster(host.ports, { dataFolder: '/c', host: 'cluster', port: 3025 })
  network.setFault('cluster:3025', { kind: 'silent' })
  const probing = probeCluster(host.ports, 'cluster:3025', { signal })
  await clock.advance(5_000)
  const probe = await probing
  expect(shape(probe)).toEqual(['resolve done', 'connect done', 'tls failed'])
  expect(probe.steps.at(-1)).toMatchObject({
    detail: 'No answer within 5 s',
    durationMs: 5_000,
    error: { code: 'cluster.timeout' },
  })
})

test('gives up on a real server that accepts and says nothing', async () => {
  const server = createTcpServer((socket) => {
    cleanups.push(() => socket.destroy())
    socket.once('data', () => server.emit('greeted'))
  })
  const greeted = once(server, 'greeted')
  const address = await listen(server)
  const clock = new FakeClock()
  const probing = probeCluster({ network: createRealPorts().network, clock }, address, { signal })
  await greeted
  await clock.advance(5_000)
  expect(shape(await probing)).toEqual(['resolve done', 'connect done', 'tls failed'])
})

test.each([
  ['a closed port', closedPort, ['resolve done', 'connect failed'], 'Nothing listens there'],
  [
    'a plain HTTP server',
    () => listen(createHttpServer((_request, response) => response.end('hello'))),
    ['resolve done', 'connect done', 'tls failed'],
    'Something answers, but not with TLS',
  ],
  [
    'a TLS server that is no Teleport',
    () => listen(strangeTlsServer()),
    ['resolve done', 'connect done', 'tls done', 'ping failed'],
    'What answers is not Teleport',
  ],
  [
    'a name that leads nowhere',
    async () => 'nobody.invalid:3025',
    ['resolve failed'],
    'This name leads nowhere',
  ],
  ['what is no address', async () => 'a b c', ['resolve failed'], 'Not an address such as host:3025'],
])('ends at %s with the step that failed', async (_what, start, steps, detail) => {
  const probe = await probeCluster(createRealPorts(), await start(), { signal })
  expect(shape(probe)).toEqual(steps)
  expect(probe.steps.at(-1)?.detail).toBe(detail)
  expect(probe.kind).toBeUndefined()
})

test('knows a proxy by what it says, and that its certificate is not trusted', async () => {
  const facts = {
    cluster_name: 'prod.example',
    server_version: '17.4.2',
    min_client_version: '16.0.0',
    proxy: { ssh: { public_addr: 'https://proxy.example:443' } },
  }
  const probe = await probeCluster(createRealPorts(), await proxyServer(JSON.stringify(facts)), { signal })
  expect(probe).toMatchObject({
    kind: 'proxy',
    clusterName: 'prod.example',
    serverVersion: '17.4.2',
    proxyAddress: 'proxy.example:443',
  })
  expect(probe.caPins).toBeUndefined()
  expect(shape(probe)).toEqual(['resolve done', 'connect done', 'tls done', 'ping warning', 'clock done'])
})

test('a server without a clock still proves by its certificate that this computer is behind', async () => {
  const facts = { cluster_name: 'prod.example', server_version: '17.4.2' }
  const address = await proxyServer(JSON.stringify(facts), { tellsTime: false })
  const { network } = createRealPorts()
  const yearMs = 365 * 86_400_000
  const late = await probeCluster({ network, clock: new FakeClock(Date.now() - yearMs) }, address, { signal })
  expect(late.steps.at(-1)).toMatchObject({ name: 'clock', state: 'warning' })
  expect(late.steps.at(-1)?.detail).toMatch(/^This computer is at least 31\d{6} s behind$/)
  const right = await probeCluster({ network, clock: new FakeClock(Date.now()) }, address, { signal })
  expect(right.steps.at(-1)).toMatchObject({ name: 'clock', state: 'skipped' })
  expect(right.clockSkewMs).toBeUndefined()
})

test('is cancelled as a whole', async () => {
  const controller = new AbortController()
  const { host, network } = createSimulatedCluster()
  await startCluster(host.ports, { dataFolder: '/c', host: 'cluster', port: 3025 })
  network.setFault('cluster:3025', { kind: 'silent' })
  const probing = probeCluster(host.ports, 'cluster:3025', { signal: controller.signal })
  controller.abort(new DOMException('gone', 'AbortError'))
  await expect(probing).rejects.toThrow('gone')
})

function createSimulatedCluster() {
  const simulator = createSimulator({ seed: 1 })
  return { host: simulator.host('cluster'), clock: simulator.clock, network: simulator.network }
}

function shifted(clock: FakeClock, ms: number) {
  return {
    now: () => clock.now() + ms,
    monotonic: () => clock.monotonic(),
    sleep: clock.sleep.bind(clock),
    sleepUntil: clock.sleepUntil.bind(clock),
  }
}

async function closedPort(): Promise<string> {
  const server = createTcpServer()
  const address = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return address
}

const authority = createTestAuthority({ at: Date.now() })

function strangeTlsServer(): Server {
  const { cert, key } = authority.issue({ dnsNames: ['mail.example'] })
  return createTlsServer({ cert, key }, (socket) => {
    socket.on('error', () => undefined)
    socket.end('220 mail.example ESMTP\r\n')
  })
}

async function proxyServer(body: string, { tellsTime = true } = {}): Promise<string> {
  const served = authority.issue({ dnsNames: ['proxy.example'] })
  const listening = await createRealPorts().network.serveTls({
    host: '127.0.0.1',
    port: 0,
    secureContext: () => served,
    clientAuthorities: () => [],
    pickAlpn: (offered) => offered.find((each) => each === 'http/1.1'),
    routes: () => undefined,
    http: (request, response) => {
      response.sendDate = tellsTime
      response.end(request.url === '/webapi/find' ? body : 'not found')
    },
  })
  cleanups.push(() => listening.close())
  return `127.0.0.1:${listening.port}`
}
