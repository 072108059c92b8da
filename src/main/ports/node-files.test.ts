import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createNodeFiles } from './node-files.ts'
import { createNodeProcesses } from './node-processes.ts'
import { systemClock } from './real-clock.ts'
import { testFilesContract } from './testing/files-contract.ts'

const { signal } = new AbortController()
const processes = createNodeProcesses()
/** Debian's package acl. */
const hasSetfacl = process.platform === 'linux' && spawnSync('setfacl', ['--version']).status === 0
const adapters = [{ portable: false }, { portable: true }]

const makeFolder = async () => realpath(await mkdtemp(join(tmpdir(), 'botdesk-files-')))

describe.each(adapters)('files of Node, portable: $portable', (options) => {
  testFilesContract(async () => {
    const folder = await makeFolder()
    const files = createNodeFiles({ processes, clock: systemClock, ...options })
    return {
      files,
      folder,
      isRoot: processes.uid === 0,
      hasAccessLists: !options.portable && hasSetfacl,
      dispose: () => rm(folder, { recursive: true }),
    }
  })
})

describe('real files', () => {
  let folder: string
  const files = createNodeFiles({ processes, clock: systemClock })
  beforeEach(async () => {
    folder = await makeFolder()
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('stay in the directory that was opened when its path is swapped for a link', async () => {
    await mkdir(join(folder, 'real'))
    await mkdir(join(folder, 'trap'))
    const directory = await files.openDirectory(join(folder, 'real'), { symlinks: 'refuse' })
    await rename(join(folder, 'real'), join(folder, 'moved'))
    await symlink('trap', join(folder, 'real'))
    await directory.create('key', new TextEncoder().encode('secret'), { mode: 0o600 })
    await directory.close()
    expect(await readdir(join(folder, 'trap'))).toEqual([])
    expect(await readFile(join(folder, 'moved', 'key'), 'utf8')).toBe('secret')
  })

  test('leave no descriptor open', async () => {
    const use = async () => {
      const directory = await files.openDirectory(join(folder, 'a/b'), { create: true, symlinks: 'refuse' })
      await directory.makeDirectory('c')
      await directory.create('c/file', new Uint8Array(10), { mode: 0o600 })
      await directory.read('c/file')
      await directory.read('c/none').catch(() => undefined)
      await directory.setMode('c/file', 0o640)
      await directory.setReaders(['c', 'c/file'], { uids: [64_001], gids: [] }).catch(() => undefined)
      await directory.setReaders(['c', 'c/none'], { uids: [64_001], gids: [] }).catch(() => undefined)
      await directory.sync('c')
      await directory.remove('c')
      await directory.close()
      await files.openDirectory(join(folder, 'none'), { symlinks: 'refuse' }).catch(() => undefined)
      await (await files.lock(join(folder, 'lock'), { purpose: 'test', signal })).release()
    }
    await use()
    const before = await openDescriptors()
    await use()
    expect(await openDescriptors()).toEqual(before)
  })

  test('tell the space of their file system, and nothing about a place that is not there', async () => {
    const space = await files.space(folder)
    expect(space?.totalBytes).toBeGreaterThan(space?.freeBytes ?? Infinity)
    expect(await files.space(join(folder, 'none'))).toBeUndefined()
  })

  test('do not lock through a link', async () => {
    await symlink('elsewhere', join(folder, 'lock'))
    const locking = files.lock(join(folder, 'lock'), { purpose: 'test', signal })
    await expect(locking).rejects.toMatchObject({ code: 'ELOOP', path: join(folder, 'lock') })
  })
})

describe.each(adapters)('a lock, portable: $portable', (options) => {
  let folder: string
  let lock: string
  let child: ChildProcess | undefined
  const files = createNodeFiles({ processes, clock: systemClock, ...options })
  beforeEach(async () => {
    folder = await makeFolder()
    lock = join(folder, 'lock')
  })
  afterEach(async () => {
    child?.kill('SIGKILL')
    child = undefined
    await rm(folder, { recursive: true })
  })

  test('names another Botdesk and is free when that is killed', async () => {
    const before = Date.now()
    child = await holdElsewhere(lock, options)
    const attempt = files.lock(lock, { purpose: 'bot ci', signal })
    const { pid } = child
    const details = { path: lock, pid, program: 'botdesk', host: processes.hostname }
    await expect(attempt).rejects.toMatchObject({ code: 'storage.in-use', details })
    await expect(files.lock(lock, { purpose: 'bot ci', signal })).rejects.toSatisfy(
      (error: { details: { since: number } }) =>
        error.details.since >= before && error.details.since <= Date.now(),
    )
    await kill(child)
    const own = await files.lock(lock, { purpose: 'bot ci', signal })
    await expect(files.lock(lock, { purpose: 'bot ci', signal })).rejects.toMatchObject({
      details: { pid: process.pid },
    })
    await own.release()
  })

  test('ignores what a Botdesk that died long ago left in the file', async () => {
    const note = { pid: 999_999_999, program: 'botdesk', purpose: 'x', host: processes.hostname, since: 1 }
    await writeFile(lock, JSON.stringify(note))
    await writeFile(`${lock}.owner-3`, JSON.stringify(note))
    const own = await files.lock(lock, { purpose: 'bot ci', signal })
    await expect(files.lock(lock, { purpose: 'bot ci', signal })).rejects.toMatchObject({
      details: { pid: process.pid },
    })
    await own.release()
  })

  test('believes the kernel, not an old note, about who holds it', async () => {
    const note = { pid: process.pid, program: 'botdesk', purpose: 'x', host: processes.hostname, since: 1 }
    await writeFile(lock, JSON.stringify({ ...note, lockedBy: 1 }))
    child = spawn('flock', ['-x', '--no-fork', lock, 'cat'], { stdio: ['pipe', 'pipe', 'ignore'] })
    child.stdin?.write('locked')
    await new Promise((resolve) => child?.stdout?.once('data', resolve))
    await expect(files.lock(lock, { purpose: 'bot ci', signal })).rejects.toMatchObject({
      code: 'storage.in-use',
      details: { pid: child.pid, program: 'cat' },
    })
  })

  test('goes to one of many that want it at once', async () => {
    const attempts = Array.from({ length: 8 }, () => files.lock(lock, { purpose: 'bot ci', signal }))
    const settled = await Promise.allSettled(attempts)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const each of settled) if (each.status === 'fulfilled') await each.value.release()
  })
})

function kill(child: ChildProcess): Promise<unknown> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  return gone
}

async function openDescriptors(): Promise<number> {
  return (await readdir('/proc/self/fd')).length
}

/** Another process that takes the lock with this adapter and keeps it. */
async function holdElsewhere(lock: string, options: { portable: boolean }): Promise<ChildProcess> {
  const script = `
    import { createNodeFiles } from '${import.meta.dirname}/node-files.ts'
    import { createNodeProcesses } from '${import.meta.dirname}/node-processes.ts'
    import { systemClock } from '${import.meta.dirname}/real-clock.ts'
    const files = createNodeFiles({ processes: createNodeProcesses(), clock: systemClock, portable: ${options.portable} })
    globalThis.held = await files.lock('${lock}', { purpose: 'bot ci', signal: new AbortController().signal })
    console.log('held')
    process.stdin.resume()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child
}
