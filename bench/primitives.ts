import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTlsAuthority, generateKey, issueTlsCertificate } from '../src/main/credentials/index.ts'
import { createDestination } from '../src/main/destinations/index.ts'
import { createNodeFiles } from '../src/main/ports/node-files.ts'
import { createNodeProcesses } from '../src/main/ports/node-processes.ts'
import { systemClock } from '../src/main/ports/real-clock.ts'
import { compare } from './report.ts'
import type { Row } from './report.ts'

const signal = new AbortController().signal
const day = 86_400_000
const now = 1_900_000_000_000
const setNames = [
  'identity',
  'tlscert',
  'key',
  'key.pub',
  'key-cert.pub',
  'teleport-host-ca.crt',
  'teleport-user-ca.crt',
  'teleport-database-ca.crt',
]
const artifacts = setNames.map((name) => ({ name, data: new Uint8Array(2_000).fill(65) }))

/** Writes a whole set of an output durably, as often as it is called. */
export async function durableSet(layout: 'generations' | 'plain'): Promise<() => Promise<void>> {
  const processes = createNodeProcesses()
  const files = createNodeFiles({ processes, clock: systemClock })
  const path = join(mkdtempSync(join(tmpdir(), 'botdesk-bench-')), 'out')
  const config = { type: 'directory', path, symlinks: 'try-secure', acls: 'off', readers: [] } as const
  const destination = createDestination(config, { files, processes, layout, key: 'bench' })
  await destination.prepare({ signal })
  return () => destination.write(artifacts, { signal })
}

/** A key of a bot and a certificate for it, as the local cluster and the engine make them together. */
export async function keyAndCertificate(): Promise<() => Promise<string>> {
  const key = await generateKey('ecdsa-p256')
  const validity = { notBefore: now, notAfter: now + day }
  const authority = {
    certificate: createTlsAuthority({ clusterName: 'bench.example', key, ...validity }),
    key,
  }
  const subject = { userName: 'bot-bench', roles: ['role'], clusterName: 'bench.example', botName: 'bench' }
  return async () =>
    issueTlsCertificate({ authority, publicKey: await generateKey('ecdsa-p256'), subject, ...validity })
}

/** What every renewal is made of, piece by piece. */
export async function primitives(): Promise<Row[]> {
  return [
    await compare('a set of eight files, durably', 60, [
      { name: 'generations behind links', run: await durableSet('generations') },
      { name: 'plain files with a journal', run: await durableSet('plain') },
    ]),
    await compare('key of an identity', 30, [
      { name: 'RSA 2048', run: () => generateKey('rsa-2048') },
      { name: 'ECDSA P-256', run: () => generateKey('ecdsa-p256') },
    ]),
    await compare('one certificate', 100, [
      { name: 'key and certificate', run: await keyAndCertificate() },
      { name: 'the key alone', run: () => generateKey('ecdsa-p256') },
    ]),
  ]
}
