import { describe, expect, test } from 'vitest'
import type { FolderCheck, FolderReport } from '../../shared/contract/authoring.ts'
import type { FakeProgram } from '../ports/testing/fake-processes.ts'
import { createSimulator } from '../ports/testing/simulator.ts'
import type { SimulatedHost } from '../ports/testing/simulator.ts'
import { listAccounts } from './accounts.ts'
import { folderReport } from './folder-report.ts'
import type { FolderRequest } from './folder-report.ts'

const { signal } = new AbortController()
const passwd = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
nginx:x:33:33::/var/www:/usr/sbin/nologin
deploy:x:1000:1000::/home/deploy:/bin/bash
ana:x:1001:1001::/home/ana:/bin/zsh
`
const group = 'root:x:0:\nweb:x:50:ana\nnginx:x:33:\ndeploy:x:1000:\n'
const mounts =
  '/dev/sda1 / ext4 rw,relatime 0 0\nserver:/x /net nfs4 rw 0 0\nnone /ram tmpfs rw 0 0\nro /cd iso9660 ro 0 0\n'

/** A computer with accounts and mounts; the bot runs as deploy. */
function computer(): SimulatedHost {
  const host = createSimulator({ seed: 1 }).host('workstation')
  host.disk.plant('/etc/passwd', passwd)
  host.disk.plant('/etc/group', group)
  host.disk.plant('/proc/self/mounts', mounts)
  return host
}

function withFolder(
  path: string,
  owner: { uid: number; mode: number } = { uid: 1000, mode: 0o700 },
): SimulatedHost {
  const host = computer()
  host.disk.plant(path, host.disk.newDirectory(owner))
  return host
}

function report(host: SimulatedHost, request: Partial<FolderRequest> = {}): Promise<FolderReport> {
  return folderReport(
    host.ports,
    {
      folder: '/srv/tls',
      files: ['tls.key', 'cockroach/node.key'],
      readers: [],
      followsLinks: false,
      neighbours: [],
      ...request,
    },
    { signal },
  )
}

function check({ checks }: FolderReport, name: FolderCheck['name']): string {
  const found = checks.find((each) => each.name === name)
  return `${found?.state ?? 'none'}: ${found?.text ?? ''}`
}

describe('a folder that is there', () => {
  test('passes every check, is tested, and nothing of the probe stays', async () => {
    const host = withFolder('/srv/tls')
    host.disk.capacityBytes = 41e9
    host.processes.programs.set('getfacl', allPlain)
    const result = await report(host)
    expect(result.checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'exists good',
      'writable good',
      'owner good',
      'space good',
      'links good',
      'sharing good',
      'foreign-files good',
      'file-system good',
    ])
    expect(check(result, 'writable')).toBe('good: Writable, tested; the probe file is removed')
    expect(check(result, 'owner')).toBe('good: Owner deploy, mode 0700, no one else')
    expect(check(result, 'file-system')).toBe('good: ext4, access lists can be read')
    expect(result.access[0]).toEqual({
      account: 'deploy',
      how: 'owner',
      canRead: true,
      canWrite: true,
      known: 'tested',
    })
    expect(host.disk.find('/srv/tls')).toMatchObject({ entries: new Map() })
  })

  test.each([
    ['owner', 0o750, 'good: Owner deploy, mode 0750, others by group'],
    ['owner', 0o755, 'hazard: Owner deploy, mode 0755: everyone may look into it'],
    ['owner', 0o777, 'hazard: Owner deploy, mode 0777: everyone may put files into it'],
  ] as const)('%s with mode %o', async (name, mode, expected) => {
    expect(check(await report(withFolder('/srv/tls', { uid: 1000, mode })), name)).toBe(expected)
  })

  test('of somebody else that is closed fails the test, and the account is told as tested', async () => {
    const result = await report(withFolder('/srv/tls', { uid: 33, mode: 0o755 }))
    expect(check(result, 'writable')).toBe(
      'error: A probe file could not be written: no permission at /srv/tls',
    )
    expect(check(result, 'owner')).toMatch(/^hazard: Owner nginx/)
    expect(result.access.slice(0, 2)).toEqual([
      { account: 'deploy', how: 'this bot', canRead: false, canWrite: false, known: 'tested' },
      {
        account: 'nginx',
        how: 'owner of the folder',
        canRead: false,
        canWrite: true,
        known: 'computed',
        user: 'nginx',
      },
    ])
  })

  test('on a full disk says so', async () => {
    const host = withFolder('/srv/tls')
    host.disk.capacityBytes = host.disk.usedBytes()
    const result = await report(host)
    expect(check(result, 'writable')).toMatch(/^error: A probe file could not be written: no space left/)
    expect(check(result, 'space')).toMatch(/^hazard: 0\sB free/)
  })

  test('with a file of a planned name that nobody wrote', async () => {
    const host = withFolder('/srv/tls')
    host.disk.plant('/srv/tls/tls.key', 'by hand')
    host.disk.plant('/srv/tls/notes', 'by hand')
    const result = await report(host)
    expect(result.foreignFiles).toMatchObject([{ name: 'tls.key', owner: 'deploy', mode: '0600' }])
    expect(check(result, 'foreign-files')).toBe('hazard: tls.key was not written by Botdesk')
  })

  test('with our own set has nothing foreign, in a subfolder neither', async () => {
    const host = withFolder('/srv/tls')
    host.disk.plant('/srv/tls/tls.key', host.disk.newLink('..data/tls.key', 1000))
    host.disk.plant('/srv/tls/cockroach/node.key', host.disk.newLink('../..data/cockroach/node.key', 1000))
    const result = await report(host)
    expect(result.facts.written).toEqual(['tls.key', 'cockroach/node.key'].toSorted())
    expect(result.foreignFiles).toEqual([])
  })
})

describe('a folder that is not there', () => {
  test('will be made, and is not made by asking', async () => {
    const host = withFolder('/srv', { uid: 1000, mode: 0o755 })
    const result = await report(host)
    expect(check(result, 'exists')).toBe(
      'good: Does not exist yet; will be made with mode 0700, owner deploy',
    )
    expect(check(result, 'writable')).toBe('good: deploy can make it; tested when it is made')
    expect(result.access[0]).toMatchObject({ account: 'deploy', known: 'computed', canWrite: true })
    expect(host.disk.find('/srv/tls')).toBeUndefined()
  })

  test('cannot be made where the folder above is closed', async () => {
    const result = await report(withFolder('/srv', { uid: 0, mode: 0o755 }))
    expect(check(result, 'writable')).toBe('error: deploy may not make it: /srv is closed')
  })

  test('below a closed folder is not known', async () => {
    const result = await report(withFolder('/srv', { uid: 0, mode: 0o700 }))
    expect(check(result, 'exists')).toBe('unknown: Cannot be looked at: no permission at /srv')
  })
})

test('what is no folder is told as that', async () => {
  const host = computer()
  host.disk.plant('/srv/tls', 'a file')
  const result = await report(host)
  expect(check(result, 'exists')).toBe('error: Not a folder')
  expect(check(result, 'writable')).toBe('error: Nothing can be written there')
})

test('a link on the way is named with where it leads', async () => {
  const host = withFolder('/real/tls')
  host.disk.plant('/srv', host.disk.newLink('/real', 0))
  const result = await report(host)
  expect(check(result, 'links')).toBe('hazard: /srv is a link to /real')
  expect(result.facts.kind).toBe('folder')
  host.disk.plant('/opt', host.disk.newLink('real/tls', 0))
  expect((await report(host, { folder: '/opt' })).facts.kind).toBe('link')
})

test('links in a circle end', async () => {
  const host = computer()
  host.disk.plant('/srv', host.disk.newLink('/opt', 0))
  host.disk.plant('/opt', host.disk.newLink('/srv', 0))
  expect(check(await report(host), 'links')).toMatch(/^hazard|^unknown/)
})

test.each([
  ['/net/tls', /^hazard: nfs4, a network disk/],
  ['/ram/tls', /^hazard: tmpfs: all is gone/],
  ['/cd/tls', /^error: iso9660, read-only/],
  ['/network/tls', /^unknown: ext4; access lists cannot be read here: the program getfacl/],
])('%s is on its file system', async (folder, expected) => {
  expect(check(await report(withFolder(folder), { folder }), 'file-system')).toMatch(expected)
})

describe('neighbours', () => {
  const writes = (folder: string) => [{ bot: 'ci', path: 'services[0]', service: 'web', folder }]
  test.each([
    ['/srv/tls', 'hazard: web of ci writes here too'],
    ['/srv', 'hazard: Inside /srv, where web of ci writes'],
    ['/srv/tls/deep', 'hazard: /srv/tls/deep inside it belongs to web of ci'],
    ['/srv/tls-2', 'good: No other service writes here'],
  ])('that write to %s', async (folder, expected) => {
    const host = withFolder('/srv/tls')
    expect(check(await report(host, { neighbours: writes(folder) }), 'sharing')).toBe(expected)
  })

  test('are found behind a link too, and a storage is named as that', async () => {
    const host = withFolder('/real/tls')
    host.disk.plant('/srv', host.disk.newLink('/real', 0))
    const neighbours = [{ bot: 'ci', path: 'storage', folder: '/real/tls' }]
    expect(check(await report(host, { neighbours }), 'sharing')).toBe(
      'hazard: the storage of ci writes here too',
    )
  })
})

describe('who else', () => {
  test('readers, root and everyone else have a line each, computed', async () => {
    const host = withFolder('/srv/tls')
    const result = await report(host, {
      readers: [
        { kind: 'user', name: 'nginx' },
        { kind: 'group', name: 'web' },
        { kind: 'user', name: 'ghost' },
      ],
    })
    expect(result.access.slice(1)).toEqual([
      {
        account: 'nginx',
        how: 'by access list',
        canRead: true,
        canWrite: false,
        known: 'computed',
        user: 'nginx',
      },
      { account: 'group web', how: 'by access list', canRead: true, canWrite: false, known: 'computed' },
      { account: 'ghost', how: 'no such user', canRead: false, canWrite: false, known: 'computed' },
      { account: 'root', how: 'superuser', canRead: true, canWrite: true, known: 'computed' },
      {
        account: 'Everyone else, 1 account',
        how: 'by mode',
        canRead: false,
        canWrite: false,
        known: 'computed',
      },
    ])
  })

  test('a reader is stopped by a closed folder above', async () => {
    const host = withFolder('/srv', { uid: 1000, mode: 0o700 })
    host.disk.plant('/srv/tls', host.disk.newDirectory({ uid: 1000, mode: 0o700 }))
    const { access } = await report(host, { readers: [{ kind: 'user', name: 'nginx' }] })
    expect(access.find(({ account }) => account === 'nginx')).toMatchObject({
      canRead: false,
      how: 'stopped at /srv',
    })
  })
})

/** A `getfacl` on a disk without access lists. */
const allPlain: FakeProgram = (args) => ({
  exitCode: 0,
  stdout: args
    .slice(args.indexOf('--') + 1)
    .map((path) => `# file: ${path}\n# owner: 0\n# group: 0\nuser::rwx\ngroup::---\nother::---\n\n`)
    .join(''),
  stderr: '',
})

describe('accounts', () => {
  test('are people first, then service users; groups by name', async () => {
    expect(await listAccounts(computer().ports, { signal })).toEqual({
      users: ['ana', 'deploy', 'daemon', 'nginx', 'root'],
      groups: ['deploy', 'nginx', 'root', 'web'],
    })
  })

  test('come from getent where it exists', async () => {
    const host = computer()
    host.processes.programs.set('getent', ([database]) => ({
      exitCode: 0,
      stdout:
        database === 'passwd'
          ? 'ldap-user:*:20001:20001::/home/l:/bin/bash\n'
          : 'ldap-group:*:30001:ldap-user\n',
      stderr: '',
    }))
    expect(await listAccounts(host.ports, { signal })).toEqual({
      users: ['ldap-user'],
      groups: ['ldap-group'],
    })
  })

  test('are none where nothing can be read', async () => {
    const host = createSimulator({ seed: 1 }).host('bare')
    expect(await listAccounts(host.ports, { signal })).toEqual({ users: [], groups: [] })
  })
})
