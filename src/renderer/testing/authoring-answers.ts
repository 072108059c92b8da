import type { Plan } from '../../shared/config/plan/model.ts'
import type {
  ConfigVersion,
  FolderReader,
  FolderReport,
  ForeignFile,
  Preflight,
  Probe,
} from '../../shared/contract/authoring.ts'

/** What answers at an address: an auth service for port 3025, nobody at `gone`, a proxy otherwise. */
export function fakeProbe({ address }: { address: string }): Probe {
  const host = address.replace(/:\d+$/, '')
  const sent =
    'Sent: a name lookup, a TCP connection, a TLS handshake, the public call Ping. No token and no certificate.'
  const resolve = { name: 'resolve', state: 'done', detail: `${host} is 10.20.0.14`, durationMs: 4 } as const
  if (host.startsWith('gone'))
    return {
      address,
      sent,
      steps: [
        resolve,
        { name: 'connect', state: 'failed', detail: 'No answer within 5 s.', durationMs: 5000 },
      ],
    }
  const isAuth = address.endsWith(':3025')
  return {
    address,
    kind: isAuth ? 'auth' : 'proxy',
    sent,
    clusterName: 'example.internal',
    serverVersion: '18.2.1',
    clockSkewMs: 200,
    ...(isAuth ? { caPins: [`sha256:${'9c1f6b77'.repeat(7)}f3e20d4a`], proxyAddress: `${host}:443` } : {}),
    steps: [
      resolve,
      { name: 'connect', state: 'done', detail: `10.20.0.14, port ${isAuth ? 3025 : 443}`, durationMs: 2 },
      {
        name: 'tls',
        state: 'done',
        detail: isAuth ? 'TLS 1.3, signed by the cluster’s own authority' : 'TLS 1.3, a public certificate',
        durationMs: 18,
      },
      {
        name: 'ping',
        state: 'done',
        detail: `18.2.1, ${isAuth ? 'auth service' : 'proxy'} of example.internal`,
        durationMs: 9,
      },
      { name: 'clock', state: 'done', detail: '0.2 s ahead, under the limit of 30 s' },
    ],
  }
}

/** A key that somebody left where a service will write its own. */
export const foreignKey: ForeignFile = {
  name: 'key',
  kind: 'file',
  owner: 'nginx',
  group: 'web',
  mode: '0640',
  sizeBytes: 1704,
  modifiedAt: Date.UTC(2025, 10, 3, 9, 20),
}

/** A folder that is fine; `/srv/www/tls` holds a foreign key, one below `/opt/new` is not there yet. */
export function fakeFolder({
  folder,
  readers,
}: {
  folder: string
  readers: readonly FolderReader[]
}): FolderReport {
  const isThere = !folder.startsWith('/opt/new')
  const foreignFiles = folder === '/srv/www/tls' ? [foreignKey] : []
  return {
    facts: { path: folder, exists: isThere, ...(isThere ? { mode: '0700', owner: 'deploy' } : {}) },
    checks: [
      isThere
        ? { name: 'exists', state: 'good', text: 'Exists' }
        : {
            name: 'exists',
            state: 'good',
            text: 'Does not exist yet. Will be made with mode 0700, owner deploy.',
          },
      { name: 'writable', state: 'good', text: 'Writable, tested: a file was written there and removed' },
      ...(isThere ? [{ name: 'owner', state: 'good', text: 'Owner deploy, mode 0700' } as const] : []),
      { name: 'space', state: 'good', text: '41 GB free' },
      { name: 'links', state: 'good', text: 'No link on the way' },
      { name: 'sharing', state: 'good', text: 'No other service writes here' },
      foreignFiles.length > 0
        ? { name: 'foreign-files', state: 'hazard', text: '1 file Botdesk did not write' }
        : { name: 'foreign-files', state: 'good', text: 'No file of someone else in the way' },
    ],
    access: [
      { account: 'deploy', how: 'this bot, the owner', canRead: true, canWrite: true, known: 'tested' },
      ...readers.map(({ kind, name }) => ({
        account: kind === 'user' ? name : `group ${name}`,
        how: 'by access list',
        canRead: true,
        canWrite: false,
        known: 'computed' as const,
        ...(kind === 'user' && { user: name }),
      })),
      { account: 'root', how: 'cannot be kept out', canRead: true, canWrite: true, known: 'computed' },
      {
        account: 'Everyone else, 31 accounts',
        how: 'no way in',
        canRead: false,
        canWrite: false,
        known: 'computed',
      },
    ],
    foreignFiles,
  }
}

/** The plan of one new service. */
export const fakePlan: Plan = {
  title: 'One service starts, nothing stops',
  canApply: true,
  restartsBot: true,
  services: [
    { name: 'application-1', type: 'application', change: 'none', reasons: [] },
    { name: 'application-2', type: 'application', change: 'start', reasons: [] },
  ],
  files: [
    { path: '/opt/machine-id/wiki', change: 'create', shape: 'folder', mode: '0700', owner: 'deploy' },
    { path: '/opt/machine-id/wiki/tlscert', change: 'create', shape: 'file', mode: '0600', owner: 'deploy' },
    { path: '/opt/machine-id/wiki/key', change: 'create', shape: 'file', mode: '0600', owner: 'deploy' },
  ],
  leftovers: [],
  join: { needsToken: false, reason: 'No token needed: the bot keeps its identity.' },
  hazards: [],
  errors: [],
  unknown: [],
}

/** The same, while a file of somebody else stands where the new service would write its key. */
export const fakeUndecidedPlan: Plan = {
  ...fakePlan,
  title: 'Cannot be applied yet: 1 file is not decided',
  canApply: false,
  hazards: [
    {
      code: 'destination.foreign-file',
      path: 'services[1].destination.path',
      message: 'There is a file key in /opt/machine-id/wiki that no service of this bot wrote.',
      line: 9,
      column: 11,
      undecided: { service: 'application-2', folder: '/opt/machine-id/wiki', files: ['key'] },
    },
  ],
}

export const fakeAccounts = { users: ['deploy', 'nginx', 'postgres'], groups: ['web', 'backup'] }

/** A trial of the connection with one warning. */
export const fakePreflight: Preflight = {
  steps: [
    { name: 'resolve', state: 'done', detail: 'example.teleport.sh is 10.20.0.14', durationMs: 4 },
    { name: 'connect', state: 'done', detail: '10.20.0.14, port 443', durationMs: 12 },
    { name: 'clock', state: 'warning', detail: '41 s ahead, over the limit of 30 s' },
    { name: 'token', state: 'skipped', detail: 'The stored identity works, so no token is used' },
    { name: 'destination', path: 'services[0].destination', state: 'done', detail: 'Writable, tested' },
  ],
}

/** Two texts that were applied. */
export const fakeVersions = (now: number): readonly ConfigVersion[] => [
  { version: 7, at: now - 3_600_000, by: 'botdesk', addedLines: 2, removedLines: 1 },
  { version: 6, at: now - 86_400_000, by: 'outside', addedLines: 12, removedLines: 0 },
]
