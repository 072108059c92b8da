import type { Files } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import { readTextFile } from '../ports/text-file.ts'

export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly shell: string
}

export interface Group {
  readonly name: string
  readonly gid: number
  readonly members: readonly string[]
}

/** The users and groups a computer knows. */
export interface Accounts {
  readonly users: readonly Account[]
  readonly groups: readonly Group[]
}

const programTimeoutMs = 5_000
/** A directory service may know a whole company. */
const mostEntries = 5_000
const noLogin = /\/(?:nologin|false|sync|halt|shutdown)$/

/** What `/etc/passwd` and `/etc/group` say; empty where they cannot be read. Runs nothing. */
export async function readAccountFiles(files: Files): Promise<Accounts> {
  const text = async (path: string) => (await readTextFile(files, path).catch(() => undefined)) ?? ''
  return { users: parseUsers(await text('/etc/passwd')), groups: parseGroups(await text('/etc/group')) }
}

/** The same with what directory services add, through `getent` where it exists. */
export async function readAccounts(
  { files, processes }: Pick<Ports, 'files' | 'processes'>,
  { signal }: { signal: AbortSignal },
): Promise<Accounts> {
  const ask = async (database: string) => {
    try {
      const { exitCode, stdout } = await processes.run('getent', [database], {
        timeoutMs: programTimeoutMs,
        signal,
      })
      return exitCode === 0 ? stdout : undefined
    } catch {
      signal.throwIfAborted()
      return undefined
    }
  }
  const local = await readAccountFiles(files)
  const [users, groups] = [await ask('passwd'), await ask('group')]
  return {
    users: users === undefined ? local.users : parseUsers(users),
    groups: groups === undefined ? local.groups : parseGroups(groups),
  }
}

/** For suggestions: people first, then root and service users; groups by name. */
export async function listAccounts(
  ports: Pick<Ports, 'files' | 'processes'>,
  options: { signal: AbortSignal },
): Promise<{ readonly users: readonly string[]; readonly groups: readonly string[] }> {
  const { users, groups } = await readAccounts(ports, options)
  const isPerson = ({ uid, shell }: Account) => uid >= 1000 && !noLogin.test(shell)
  const names = (list: readonly { readonly name: string }[]) =>
    list.map(({ name }) => name).toSorted((left, right) => left.localeCompare(right))
  return {
    users: [...names(users.filter(isPerson)), ...names(users.filter((user) => !isPerson(user)))],
    groups: names(groups),
  }
}

/** The name of a user number, or the number itself. */
export function userName({ users }: Accounts, uid: number): string {
  return users.find((user) => user.uid === uid)?.name ?? String(uid)
}

/** The name of a group number, or the number itself. */
export function groupName({ groups }: Accounts, gid: number): string {
  return groups.find((group) => group.gid === gid)?.name ?? String(gid)
}

/** The user of a name or a number in text, as `readers` may have it. */
export function findUser({ users }: Accounts, nameOrNumber: string): Account | undefined {
  return (
    users.find(({ name }) => name === nameOrNumber) ?? users.find(({ uid }) => String(uid) === nameOrNumber)
  )
}

/** The group of a name or a number in text. */
export function findGroup({ groups }: Accounts, nameOrNumber: string): Group | undefined {
  return (
    groups.find(({ name }) => name === nameOrNumber) ?? groups.find(({ gid }) => String(gid) === nameOrNumber)
  )
}

/** Numbers of all groups of a user, its own first. */
export function groupsOf({ groups }: Accounts, { name, gid }: Account): readonly number[] {
  return [
    gid,
    ...groups.filter((group) => group.gid !== gid && group.members.includes(name)).map((group) => group.gid),
  ]
}

/** Names of all members of a group, also of those who have it as their own. */
export function membersOf({ users }: Accounts, group: Group): readonly string[] {
  const own = users.filter(({ gid }) => gid === group.gid).map(({ name }) => name)
  return [...new Set([...own, ...group.members])]
}

function parseUsers(text: string): Account[] {
  return rows(text).flatMap(([name = '', , uid = '', gid = '', , , shell = '']) =>
    isNumber(uid) && isNumber(gid) ? [{ name, uid: Number(uid), gid: Number(gid), shell }] : [],
  )
}

function parseGroups(text: string): Group[] {
  return rows(text).flatMap(([name = '', , gid = '', members = '']) =>
    isNumber(gid)
      ? [{ name, gid: Number(gid), members: members.split(',').filter((member) => member !== '') }]
      : [],
  )
}

function rows(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.includes(':') && !line.startsWith('#'))
  return lines.slice(0, mostEntries).map((line) => line.trimEnd().split(':'))
}

function isNumber(text: string): boolean {
  return /^\d{1,10}$/.test(text)
}
