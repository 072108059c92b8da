import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DirectoryConfig } from '../../shared/config/model.ts'
import { createNodeFiles } from '../ports/node-files.ts'
import { createNodeProcesses } from '../ports/node-processes.ts'
import { systemClock } from '../ports/real-clock.ts'
import { createDestination } from './index.ts'
import type { Artifact, Destination } from './index.ts'

const { signal } = new AbortController()
const processes = createNodeProcesses()
const isRoot = processes.uid === 0
const layouts = ['generations', 'plain'] as const
type Layout = (typeof layouts)[number]

let home: string
let folder: string
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'botdesk-destination-')))
  folder = join(home, 'out')
})
afterEach(() => rm(home, { recursive: true }))

const artifact = (name: string, text = name): Artifact => ({ name, data: new TextEncoder().encode(text) })

function open(layout: Layout, changes: Partial<DirectoryConfig> = {}): Destination {
  const config: DirectoryConfig = {
    type: 'directory',
    path: folder,
    symlinks: 'secure',
    acls: 'off',
    readers: [],
    ...changes,
  }
  const files = createNodeFiles({ processes, clock: systemClock })
  return createDestination(config, { files, processes, layout, key: 'outputs[0].destination' })
}

describe.each(layouts)('real files in the %s layout', (layout) => {
  test.each([0o000, 0o077, 0o277])('have the same modes under umask %o', async (umask) => {
    const before = process.umask(umask)
    try {
      await open(layout, { path: join(folder, 'deep') }).write([artifact('key'), artifact('db/key')], {
        signal,
      })
    } finally {
      process.umask(before)
    }
    const modes = execFileSync('find', ['-L', folder, '-printf', '%y%m\n'], { encoding: 'utf8' })
    expect(new Set(modes.trim().split('\n'))).toEqual(new Set(['d700', 'f600']))
  })

  test('take over what tbot wrote', async () => {
    await mkdir(folder, { mode: 0o700 })
    await writeFile(join(folder, 'key'), 'tbot key', { mode: 0o600 })
    await writeFile(join(folder, 'lock'), '')
    await open(layout).write([artifact('key', 'our key'), artifact('tlscert')], { signal })
    expect(await readFile(join(folder, 'key'), 'utf8')).toBe('our key')
    expect(await readdir(folder)).toContain('lock')
  })

  test('go over into the other layout and back', async () => {
    const other = layout === 'plain' ? 'generations' : 'plain'
    await open(layout).write([artifact('key', '1'), artifact('gone')], { signal })
    await open(other).write([artifact('key', '2')], { signal })
    expect(await open(layout).read('key')).toEqual(artifact('key', '2').data)
    await open(layout).write([artifact('key', '3')], { signal })
    expect(await readFile(join(folder, 'key'), 'utf8')).toBe('3')
    expect(await readdir(folder)).not.toContain('gone')
    expect((await lstat(join(folder, 'key'))).isSymbolicLink()).toBe(layout === 'generations')
  })

  test('are refused behind a link, which is named', async () => {
    await mkdir(join(home, 'real'))
    await symlink('real', join(home, 'link'))
    const path = join(home, 'link', 'out')
    await expect(open(layout, { path }).prepare({ signal })).rejects.toMatchObject({
      code: 'destination.symlink',
      details: { link: join(home, 'link'), target: 'real' },
    })
    expect(await readdir(join(home, 'real'))).toEqual([])
    const following = open(layout, { path, symlinks: 'insecure' })
    await following.write([artifact('key')], { signal })
    expect(await readFile(join(home, 'real', 'out', 'key'), 'utf8')).toBe('key')
  })

  test.skipIf(!isRoot)(
    'of another user: says who owns the place and who asked (needs root to be nobody)',
    async () => {
      await chmod(home, 0o755)
      await mkdir(folder, { mode: 0o700 })
      const result = asNobody(layout, folder)
      expect(result).toMatchObject({
        code: 'destination.permission-denied',
        details: { place: folder, owner: 'root', ownerUid: 0, mode: '0700', user: 'nobody', userUid: 65_534 },
      })
    },
  )

  test.skipIf(!canMount())('leave the old set on a full disk (needs root to mount a tmpfs)', async () => {
    await mkdir(folder, { mode: 0o700 })
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=700', 'tmpfs', folder])
    try {
      await open(layout).write([artifact('key', 'old'), artifact('tlscert', 'old')], { signal })
      const before = await readdir(folder, { recursive: true })
      const writing = open(layout).write([artifact('key', 'new'), artifact('tlscert', 'x'.repeat(400_000))], {
        signal,
      })
      await expect(writing).rejects.toMatchObject({
        code: 'destination.disk-full',
        details: { path: folder, totalBytes: 262_144, freeBytes: expect.any(Number) },
      })
      expect(await readdir(folder, { recursive: true })).toEqual(before)
      expect(await readFile(join(folder, 'key'), 'utf8')).toBe('old')
      await open(layout).write([artifact('key', 'next')], { signal })
    } finally {
      execFileSync('umount', [folder])
    }
  })
})

describe('readers of real files', () => {
  test('see one whole set across one look at ..data, whatever is being written', async () => {
    const destination = open('generations')
    const names = ['key', 'tlscert', 'db/ca.crt']
    const write = (text: string) =>
      destination.write(
        names.map((name) => artifact(name, text)),
        { signal },
      )
    await write('0')
    const writing = new AbortController()
    const seen: string[][] = []
    const reading = (async () => {
      while (!writing.signal.aborted) {
        const set = join(folder, await readlink(join(folder, '..data')))
        const texts = await Promise.all(
          names.map((name) => readFile(join(set, name), 'utf8').catch(() => 'gone')),
        )
        seen.push(texts)
      }
    })()
    for (let round = 1; round <= 60; round++) await write(String(round))
    writing.abort()
    await reading
    const mixed = seen.filter((texts) => new Set(texts.filter((text) => text !== 'gone')).size > 1)
    expect(mixed).toEqual([])
    expect(seen.length).toBeGreaterThan(10)
  })
})

describe('the lock of a real storage', () => {
  test('is the one flock(1) and tbot take: its holder is named', async () => {
    await mkdir(folder, { mode: 0o700 })
    const lock = join(folder, 'lock')
    const holder = spawn('flock', ['-x', '--no-fork', lock, 'cat'], { stdio: ['pipe', 'pipe', 'ignore'] })
    holder.stdin.write('locked')
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    const refusal = open('plain').lock('bot ci', { signal })
    await expect(refusal).rejects.toMatchObject({
      code: 'storage.in-use',
      details: { path: lock, pid: holder.pid, program: 'cat', since: expect.closeTo(Date.now(), -5) },
    })
    const gone = new Promise((resolve) => holder.once('exit', resolve))
    holder.stdin.end()
    await gone
    await (await open('plain').lock('bot ci', { signal })).release()
  })

  test('keeps flock(1) out while it is held', async () => {
    const lock = await open('plain').lock('bot ci', { signal })
    const attempt = () => spawnSync('flock', ['-x', '-n', join(folder, 'lock'), 'true']).status
    expect(attempt()).toBe(1)
    await lock.release()
    expect(attempt()).toBe(0)
  })
})

function canMount(): boolean {
  return isRoot && spawnSync('unshare', ['-m', 'true']).status === 0
}

/** What `prepare` rejects with in a process of user nobody. */
function asNobody(layout: Layout, path: string): unknown {
  const main = join(import.meta.dirname, '..')
  const script = `
    import { createDestination } from '${main}/destinations/index.ts'
    import { createNodeFiles } from '${main}/ports/node-files.ts'
    import { createNodeProcesses } from '${main}/ports/node-processes.ts'
    import { systemClock } from '${main}/ports/real-clock.ts'
    const processes = createNodeProcesses()
    const config = { type: 'directory', path: '${path}', symlinks: 'secure', acls: 'off', readers: [] }
    const files = createNodeFiles({ processes, clock: systemClock })
    const destination = createDestination(config, { files, processes, layout: '${layout}', key: 'storage' })
    const { signal } = new AbortController()
    await destination.prepare({ signal }).catch((error) => console.log(JSON.stringify(error.serialize())))`
  const args = [
    '--reuid=65534',
    '--regid=65534',
    '--clear-groups',
    process.execPath,
    '--input-type=module',
    '-e',
    script,
  ]
  const { stdout, stderr } = spawnSync('setpriv', args, { encoding: 'utf8' })
  return JSON.parse(stdout === '' ? JSON.stringify({ stderr }) : stdout)
}
