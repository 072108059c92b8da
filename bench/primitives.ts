// `npm run bench`: ratios within one run; absolute times say little on a shared machine.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTlsAuthority, generateKey, issueTlsCertificate } from '../src/main/credentials/index.ts'
import { createDestination } from '../src/main/destinations/index.ts'
import { createNodeFiles } from '../src/main/ports/node-files.ts'
import { createNodeProcesses } from '../src/main/ports/node-processes.ts'
import { systemClock } from '../src/main/ports/real-clock.ts'
import { compare } from './compare.ts'

const signal = new AbortController().signal
const processes = createNodeProcesses()
const files = createNodeFiles({ processes, clock: systemClock })
const artifacts = ['identity', 'tlscert', 'key', 'key.pub', 'key-cert.pub', 'teleport-host-ca.crt'].map(
  (name) => ({
    name,
    data: new Uint8Array(2_000).fill(65),
  }),
)

async function prepared(layout: 'generations' | 'plain') {
  const path = join(mkdtempSync(join(tmpdir(), 'botdesk-bench-')), 'out')
  const config = { type: 'directory', path, symlinks: 'try-secure', acls: 'off', readers: [] } as const
  const destination = createDestination(config, { files, processes, layout, key: 'bench' })
  await destination.prepare({ signal })
  return () => destination.write(artifacts, { signal })
}

const day = 86_400_000
const now = 1_900_000_000_000
const key = await generateKey('ecdsa-p256')
const validity = { notBefore: now, notAfter: now + day }
const authority = { certificate: createTlsAuthority({ clusterName: 'bench.example', key, ...validity }), key }
const subject = { userName: 'bot-bench', roles: ['role'], clusterName: 'bench.example', botName: 'bench' }

await compare(
  'replacing a set of six files, durably',
  60,
  { name: 'generations', run: await prepared('generations') },
  { name: 'plain with journal', run: await prepared('plain') },
)
await compare(
  'key of an identity',
  30,
  { name: 'RSA 2048', run: () => generateKey('rsa-2048') },
  { name: 'ECDSA P-256', run: () => generateKey('ecdsa-p256') },
)
await compare(
  'one certificate',
  100,
  {
    name: 'key and certificate',
    run: async () =>
      issueTlsCertificate({ authority, publicKey: await generateKey('ecdsa-p256'), subject, ...validity }),
  },
  { name: 'key', run: () => generateKey('ecdsa-p256') },
)
