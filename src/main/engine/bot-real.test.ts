import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openLocalCluster } from '../local-cluster/index.ts'
import { createRealPorts } from '../ports/real.ts'
import { createBot } from './bot.ts'
import { appReaderRole, applicationService, botConfig, directory } from './testing/bot-world.ts'

const folder = mkdtempSync(join(tmpdir(), 'engine-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('on a real disk and network: joins, writes, and other programs accept what it wrote', async () => {
  const ports = createRealPorts()
  const cluster = await openLocalCluster({
    ports,
    dataFolder: join(folder, 'cluster'),
    clusterName: 'trial',
    version: '18.0.0',
    signal: new AbortController().signal,
  })
  const { authServer } = await cluster.listen({ host: '127.0.0.1', port: 0 })
  await cluster.create(appReaderRole, { force: true })
  const added = await cluster.addBot({ name: 'demo', roles: ['app-reader'] })
  const output = join(folder, 'output')
  const config = botConfig(added, {
    address: { kind: 'auth', address: authServer },
    oneshot: true,
    storage: directory(join(folder, 'storage')),
    services: [applicationService({ destination: directory(output) })],
  })
  await createBot({ config, ports, version: '18.0.0' }).run(new AbortController().signal)
  await cluster.close()

  const file = (name: string) => join(output, name)
  const verified = execFileSync('openssl', [
    'verify',
    '-CAfile',
    file('teleport-user-ca.crt'),
    file('tlscert'),
  ])
  expect(verified.toString()).toContain('OK')
  const certificate = execFileSync('ssh-keygen', ['-L', '-f', file('key-cert.pub')]).toString()
  expect(certificate).toMatch(/user certificate[\s\S]*-teleport-internal-join/)
  const publicKey = execFileSync('openssl', ['pkey', '-in', file('tls.key'), '-pubout']).toString()
  expect(execFileSync('openssl', ['x509', '-in', file('tls.crt'), '-noout', '-pubkey']).toString()).toBe(
    publicKey,
  )
}, 30_000)
