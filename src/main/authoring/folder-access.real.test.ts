import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FolderAccess, FolderReader } from '../../shared/contract/authoring.ts'
import type { Ports } from '../ports/index.ts'
import { createRealPorts } from '../ports/real.ts'
import { SeededRandom } from '../ports/testing/seeded-random.ts'
import { findGroup, findUser, groupsOf, membersOf, readAccounts } from './accounts.ts'
import type { Accounts } from './accounts.ts'
import { folderReport } from './folder-report.ts'

/** The kernel is asked as each account, which only root can do; access lists need Debian's package acl. */
const isRoot = process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0
const hasAcl = isRoot && spawnSync('setfacl', ['--version']).status === 0

const { signal } = new AbortController()
const ports = createRealPorts()
/** Service users that every Debian has; the bot is one of them, so nobody must be made. */
const names = ['daemon', 'bin', 'sys', 'games', 'man']
const botName = 'daemon'
const rounds = 8

let root: string
let accounts: Accounts
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'botdesk-access-'))
  chmodSync(root, 0o755)
  accounts = await readAccounts(ports, { signal })
})
afterEach(() => rmSync(root, { recursive: true }))

const uidOf = (name: string) => findUser(accounts, name)?.uid ?? -1
const gidOf = (name: string) => findGroup(accounts, name)?.gid ?? -1

/** The same computer as the bot's own account sees it. Only names and numbers: its files are looked at as root. */
function portsOf(name: string): Ports {
  return { ...ports, processes: { ...ports.processes, uid: uidOf(name), userName: name } }
}

/** Reads the key and makes a file as a user with all its groups, or as nobody but a member of one group. */
function tryOut(who: { uid: number; gids: readonly number[] }, folder: string) {
  const line = `cat '${folder}/key' >/dev/null 2>&1 && printf r; { : > '${folder}/new'; } 2>/dev/null && rm -f '${folder}/new' && printf w`
  const user = [`--reuid=${who.uid}`, `--regid=${who.gids[0] ?? 0}`, `--groups=${who.gids.join(',') || '0'}`]
  const { stdout } = spawnSync('setpriv', [...user, 'sh', '-c', line], { encoding: 'utf8' })
  return { canRead: stdout.includes('r'), canWrite: stdout.includes('w') }
}

/** What the kernel says for a line of the table. */
function verdict(row: FolderAccess, listed: ReadonlySet<string>, folder: string) {
  const nobody = 64_000
  if (row.account.startsWith('Everyone else')) {
    const each = accounts.users
      .filter(({ name }) => !listed.has(name))
      .map((user) => tryOut({ uid: user.uid, gids: groupsOf(accounts, user) }, folder))
    return { canRead: each.some(({ canRead }) => canRead), canWrite: each.some(({ canWrite }) => canWrite) }
  }
  if (row.account.startsWith('group '))
    return tryOut({ uid: nobody, gids: [gidOf(row.account.slice(6))] }, folder)
  const user = findUser(accounts, row.account)
  return tryOut(
    user === undefined ? { uid: nobody, gids: [] } : { uid: user.uid, gids: groupsOf(accounts, user) },
    folder,
  )
}

/** A bot's key file as tbot writes it, with its readers on it and on the folder: nobody else is left on either list. */
function writeKey(folder: string, readers: readonly FolderReader[]): void {
  const key = join(folder, 'key')
  writeFileSync(key, 'a key', { mode: 0o600 })
  chownSync(key, uidOf(botName), gidOf(botName))
  // tbot leaves folders alone that are not its own (tbot-config.md 3.3).
  if (statSync(folder).uid !== uidOf(botName)) return
  if (readers.length === 0) return
  const named = readers.map(({ kind, name }) => `${kind === 'user' ? 'u' : 'g'}:${name}:rX`)
  const list = ['u::rwX', ...named, 'g::-', 'm::rX', 'o::-'].join(',')
  execFileSync('setfacl', ['--set', list, '--', folder, key])
}

/** The computed lines of the table, as told and as the kernel has them. */
async function compare(folder: string, readers: readonly FolderReader[]) {
  const { access } = await folderReport(
    portsOf(botName),
    { folder, files: [], readers, followsLinks: false, neighbours: [] },
    { signal },
  )
  writeKey(folder, readers)
  const listed = new Set(
    access.flatMap(({ account }) => {
      const group = account.startsWith('group ') ? findGroup(accounts, account.slice(6)) : undefined
      return group === undefined ? [account] : membersOf(accounts, group)
    }),
  )
  const computed = access.filter(({ known }) => known === 'computed')
  return {
    told: computed.map(({ account, canRead, canWrite }) => ({ account, canRead, canWrite })),
    real: computed.map((row) => ({ account: row.account, ...verdict(row, listed, folder) })),
  }
}

const pick = <T>(random: SeededRandom, list: readonly T[]): T => {
  const found = list[random.integer(list.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

const modes = [0o700, 0o710, 0o711, 0o750, 0o755, 0o770, 0o775, 0o777, 0o1777]

/** Two folders above each other with rights by chance; the inner one is the destination. */
function makeTree(random: SeededRandom, round: number): { folder: string; above: string } {
  const above = join(root, `above-${round}`)
  const folder = join(above, 'folder')
  mkdirSync(folder, { recursive: true })
  for (const path of [folder, above]) {
    chownSync(path, uidOf(pick(random, [botName, botName, ...names])), gidOf(pick(random, names)))
    chmodSync(path, pick(random, modes))
  }
  return { folder, above }
}

describe.runIf(isRoot)('what the table says is what the kernel does', () => {
  test('by mode bits of the folder and the folders above', async () => {
    const random = new SeededRandom('modes')
    for (let round = 0; round < rounds; round++) {
      const { told, real } = await compare(makeTree(random, round).folder, [])
      expect(told).toEqual(real)
    }
  })
})

describe.runIf(hasAcl)('with access lists', () => {
  test('of readers, and of others that are there already', async () => {
    const random = new SeededRandom('lists')
    for (let round = 0; round < rounds; round++) {
      const { folder, above } = makeTree(random, round)
      for (const path of [folder, above]) {
        const rights = pick(random, ['r-x', 'rwx', '--x', '---'])
        execFileSync('setfacl', ['-m', `${pick(random, ['u', 'g'])}:${pick(random, names)}:${rights}`, path])
      }
      const { told, real } = await compare(folder, [
        { kind: 'user', name: pick(random, names.slice(1)) },
        { kind: 'group', name: pick(random, names) },
      ])
      expect(told).toEqual(real)
    }
  })
})

test('the real computer has a root account with a name', () => {
  expect(findUser(accounts, 'root')?.uid).toBe(0)
})
