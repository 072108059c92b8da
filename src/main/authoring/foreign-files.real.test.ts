import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ForeignFile } from '../../shared/contract/authoring.ts'
import { createTlsAuthority, generateKey, privateKeyPem } from '../credentials/index.ts'
import { createDestination } from '../destinations/index.ts'
import { createRealPorts } from '../ports/real.ts'
import { folderReport } from './folder-report.ts'
import { TakeOvers, foreignContent } from './foreign-files.ts'

const { signal } = new AbortController()
const ports = createRealPorts()
const isRoot = ports.processes.uid === 0
const planned = ['key', 'tlscert', 'tls.key', 'tls.crt', 'cockroach/node.key', '.write-test']

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'botdesk-foreign-')))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, text: string | Uint8Array, mode = 0o600) => {
  writeFileSync(join(folder, name), text)
  chmodSync(join(folder, name), mode)
}

async function report(followsLinks = false) {
  const request = { folder, files: planned, readers: [], neighbours: [], followsLinks }
  return folderReport(ports, request, { signal })
}

async function foreign(followsLinks = false): Promise<readonly ForeignFile[]> {
  return (await report(followsLinks)).foreignFiles
}

const takeOver = (files: readonly string[], takeOvers = new TakeOvers(ports)) =>
  takeOvers.takeOver({ folder, files, followsLinks: false }, { signal })

async function writeSet(layout: 'generations' | 'plain'): Promise<void> {
  const config = { type: 'directory', path: folder, symlinks: 'secure', acls: 'off', readers: [] } as const
  const destination = createDestination(config, { ...ports, layout, key: 'd' })
  await destination.prepare({ signal })
  const set = planned.map((name) => ({ name, data: new TextEncoder().encode(`ours ${name}`) }))
  await destination.write(set, { signal })
}

describe('a real folder', () => {
  test('tells each foreign file with its facts, until it is taken over, and after Botdesk wrote none', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 0])
    put('tls.key', bytes, 0o640)
    put('notes', 'mine')
    mkdirSync(join(folder, 'cockroach'))
    put('cockroach/node.key', 'another')
    const { processes } = ports
    expect(await foreign()).toMatchObject([
      { name: 'cockroach/node.key', kind: 'file', sizeBytes: 7 },
      {
        name: 'tls.key',
        kind: 'file',
        owner: processes.userName,
        mode: '0640',
        sizeBytes: 5,
        modifiedAt: expect.closeTo(Date.now(), -5) as number,
      },
    ])
    expect((await report()).checks.find(({ name }) => name === 'foreign-files')).toEqual({
      name: 'foreign-files',
      state: 'hazard',
      text: 'cockroach/node.key, tls.key were not written by Botdesk',
    })

    expect(await takeOver(['tls.key', 'cockroach/node.key', 'key'])).toEqual({
      copies: [
        { file: 'tls.key', copy: 'tls.key.before-botdesk' },
        { file: 'cockroach/node.key', copy: 'cockroach/node.key.before-botdesk' },
      ],
    })
    expect((await foreign()).map(({ name, copy }) => `${name} ${copy ?? ''}`)).toEqual([
      'cockroach/node.key cockroach/node.key.before-botdesk',
      'tls.key tls.key.before-botdesk',
    ])
    expect((await report()).checks.find(({ name }) => name === 'foreign-files')).toEqual({
      name: 'foreign-files',
      state: 'good',
      text: '2 files are taken over, their copies are beside them',
    })

    for (const layout of ['generations', 'plain'] as const) {
      await writeSet(layout)
      expect(await foreign()).toEqual([])
      expect(readFileSync(join(folder, 'tls.key'), 'utf8')).toBe('ours tls.key')
      expect(readFileSync(join(folder, 'tls.key.before-botdesk'))).toEqual(bytes)
      expect(lstatSync(join(folder, 'tls.key.before-botdesk')).mode & 0o7777).toBe(0o640)
      expect(readFileSync(join(folder, 'cockroach/node.key.before-botdesk'), 'utf8')).toBe('another')
    }
  })

  test('many clicks at once make one copy each', async () => {
    put('tls.key', 'a')
    put('key', 'b')
    const takeOvers = new TakeOvers(ports)
    const files = ['tls.key', 'key']
    await Promise.all(Array.from({ length: 12 }, () => takeOver(files, takeOvers)))
    expect(readdirSync(folder).toSorted()).toEqual([
      'key',
      'key.before-botdesk',
      'tls.key',
      'tls.key.before-botdesk',
    ])
  })

  test('a failed decision does not hold up the next', async () => {
    symlinkSync('/etc/hostname', join(folder, 'key'))
    put('tls.key', 'a')
    const takeOvers = new TakeOvers(ports)
    const failed = takeOver(['key'], takeOvers)
    const next = takeOver(['tls.key'], takeOvers)
    await expect(failed).rejects.toMatchObject({ code: 'destination.symlink' })
    expect((await next).copies).toHaveLength(1)
    expect(await foreign()).toMatchObject([
      { name: 'key', kind: 'link', target: '/etc/hostname' },
      { name: 'tls.key', kind: 'file', copy: 'tls.key.before-botdesk' },
    ])
  })

  test('a file is found among thousands', async () => {
    for (let number = 0; number < 2_000; number++) put(`a${number}`, '')
    put('tls.key', 'a')
    expect((await foreign()).map(({ name }) => name)).toEqual(['tls.key'])
  })

  test('what tbot marked is its own; beside what Botdesk marked a file of somebody else is seen', async () => {
    put('key', 'of tbot')
    put('.write-test', '')
    expect(await foreign()).toEqual([])
    rmSync(join(folder, 'key'))
    await writeSet('generations')
    rmSync(join(folder, 'tls.key'))
    put('tls.key', 'by hand')
    expect((await foreign()).map(({ name }) => name)).toEqual(['tls.key'])
  })

  test.each(['../x', '/etc/passwd', 'a/b/c', '..data', '.botdesk-set'])(
    'refuses the name %s',
    async (name) => {
      await expect(takeOver([name])).rejects.toMatchObject({ code: 'usage.bad-argument' })
    },
  )

  test.skipIf(!isRoot)('a copy belongs to the owner of the file (needs root)', async () => {
    put('tls.key', 'a', 0o440)
    chownSync(join(folder, 'tls.key'), 33, 44)
    await takeOver(['tls.key'])
    const { uid, gid, mode } = lstatSync(join(folder, 'tls.key.before-botdesk'))
    expect({ uid, gid, mode: mode & 0o7777 }).toEqual({ uid: 33, gid: 44, mode: 0o440 })
  })
})

describe('what is in a foreign file', () => {
  const content = (file: string) => foreignContent(ports, { folder, file, followsLinks: false })

  test('is told of a certificate and a key, without the key', async () => {
    const key = await generateKey('ecdsa-p256')
    const pem = privateKeyPem(key)
    const life = { notBefore: Date.UTC(2026, 0, 1), notAfter: Date.UTC(2036, 0, 1) }
    put('tls.crt', createTlsAuthority({ clusterName: 'example', key, ...life }))
    put('tls.key', pem)
    expect(await content('tls.crt')).toMatchObject({
      kind: 'credential',
      credential: { artifact: 'tls.crt', expiresAt: life.notAfter },
    })
    const told = await content('tls.key')
    expect(told).toMatchObject({ kind: 'credential', credential: { artifact: 'tls.key' } })
    const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-'))
    for (const line of lines) expect(JSON.stringify(told)).not.toContain(line)
  })

  test('is not told of anything else, of links, and of what is too large', async () => {
    put('key', 'canary-secret-password')
    symlinkSync('/etc/hostname', join(folder, 'tlscert'))
    put('tls.key', Buffer.alloc(1024 * 1024 + 1))
    for (const name of ['key', 'tlscert', 'tls.key', 'tls.crt'])
      expect(await content(name)).toEqual({ kind: 'unknown' })
  })
})
