import type { FolderAccess, FolderReader } from '../../shared/contract/authoring.ts'
import type { FolderFacts } from '../../shared/config/plan/index.ts'
import type { FileStatus } from '../ports/files.ts'
import type { AccessList } from './access-lists.ts'
import { findGroup, findUser, groupName, groupsOf, membersOf, userName } from './accounts.ts'
import type { Account, Accounts } from './accounts.ts'
import type { FolderTest } from './folder-test.ts'
import type { Step, Walk } from './folder-walk.ts'
import { bits, canPass, granted } from './permissions.ts'
import type { Subject } from './permissions.ts'

export interface AccessInput {
  readonly facts: FolderFacts
  readonly walk: Walk
  readonly test: FolderTest | undefined
  readonly accounts: Accounts
  /** Undefined where access lists cannot be read: then only mode bits count. */
  readonly lists: ReadonlyMap<string, AccessList> | undefined
  readonly readers: readonly FolderReader[]
  readonly own: { readonly uid: number; readonly name: string }
}

/** A place with its rights. */
interface Place {
  readonly status: Pick<FileStatus, 'uid' | 'gid' | 'mode'>
  readonly list: AccessList | undefined
}

/** The way to the files, and the rights once the set is written. */
interface Ground {
  readonly above: readonly Step[]
  readonly lists: ReadonlyMap<string, AccessList>
  readonly folder: Place
  readonly file: Place
}

type Row = Omit<FolderAccess, 'known'>

/**
 * Who can read the bot's files there and who can put files beside them, once applied (interface.md 6.8). Files are 0600
 * and the bot's own; readers are let in by access lists on folder and files, if the folder is the bot's (tbot-config.md 3.3).
 */
export function folderAccess(input: AccessInput): FolderAccess[] {
  const { facts, walk, accounts, own } = input
  const isThere = facts.exists && facts.kind !== 'other'
  const found = isThere ? walk.steps.at(-1) : undefined
  const ground = groundOf(input, found)
  const rows: FolderAccess[] = [ownRow(input, found)]
  const add = (row: Row) => {
    if (!rows.some(({ account }) => account === row.account)) rows.push({ ...row, known: 'computed' })
  }
  const user = (uid: number, how: string) => add(userRow(userName(accounts, uid), how, accounts, ground))
  const group = (gid: number, how: string) =>
    add(row(`group ${groupName(accounts, gid)}`, how, groupSubject(gid), ground))
  if (found !== undefined && found.status.uid !== own.uid && found.status.uid !== 0)
    user(found.status.uid, 'owner of the folder')
  for (const reader of input.readers) add(readerRow(reader, input, ground))
  const before = found === undefined ? undefined : input.lists?.get(found.path)
  for (const uid of before?.users.keys() ?? []) user(uid, 'by access list')
  for (const gid of before?.groups.keys() ?? []) group(gid, 'by access list')
  if (found !== undefined && hasOtherMembers(found.status.gid, input)) group(found.status.gid, 'by group')
  add({ account: 'root', how: 'superuser', canRead: true, canWrite: true })
  add(everyoneElse(rows, accounts, ground))
  return rows
}

function groundOf(
  { walk, lists = new Map(), readers, accounts, own }: AccessInput,
  found: Step | undefined,
): Ground {
  const made = { uid: own.uid, gid: -1, mode: 0o700 }
  const file = { uid: own.uid, gid: -1, mode: 0o600 }
  const isManaged = found === undefined || found.status.uid === own.uid
  const applied = isManaged ? readers : []
  return {
    above: found === undefined ? walk.steps : walk.steps.slice(0, -1),
    lists,
    folder: withReaders(
      { status: found?.status ?? made, list: found && lists.get(found.path) },
      applied,
      bits.read | bits.search,
      accounts,
    ),
    file: withReaders({ status: file, list: undefined }, applied, bits.read, accounts),
  }
}

/** With readers the list is replaced: each of them has these rights, and besides the owner nobody else any. */
function withReaders(
  { status, list }: Place,
  readers: readonly FolderReader[],
  rights: number,
  accounts: Accounts,
): Place {
  if (readers.length === 0) return { status, list }
  const users = new Map<number, number>()
  const groups = new Map<number, number>()
  for (const { kind, name } of readers) {
    const uid = kind === 'user' ? findUser(accounts, name)?.uid : undefined
    const gid = kind === 'group' ? findGroup(accounts, name)?.gid : undefined
    if (uid !== undefined) users.set(uid, rights)
    if (gid !== undefined) groups.set(gid, rights)
  }
  const { uid, gid, mode } = status
  return { status: { uid, gid, mode: mode & ~0o077 }, list: { users, groups, owningGroup: 0, mask: rights } }
}

/** The bot's own account, from the probe where there was one. */
function ownRow({ own, test, facts }: AccessInput, found: Step | undefined): FolderAccess {
  const how = found === undefined || found.status.uid === own.uid ? 'owner' : 'this bot'
  if (test === undefined) {
    const canWrite = facts.isWritable === true
    return { account: own.name, how, canRead: canWrite, canWrite, known: 'computed' }
  }
  const canWrite = test.kind === 'passed' || test.step !== 'written'
  return { account: own.name, how, canRead: test.kind === 'passed', canWrite, known: 'tested' }
}

function readerRow(
  { kind, name }: FolderReader,
  { accounts, walk, own, facts }: AccessInput,
  ground: Ground,
): Row {
  const isManaged = !facts.exists || walk.steps.at(-1)?.status.uid === own.uid
  const howFor = (subject: Subject) => {
    if (!isManaged) return 'not let in: the folder is not this bot’s own'
    const closed = ground.above.find((step) => !canPass([step], subject, ground.lists))
    return closed === undefined ? 'by access list' : `stopped at ${closed.path}`
  }
  if (kind === 'user') {
    const user = findUser(accounts, name)
    if (user !== undefined) return userRow(user.name, howFor(subjectOf(user, accounts)), accounts, ground)
    return { account: name, how: 'no such user', canRead: false, canWrite: false }
  }
  const group = findGroup(accounts, name)
  if (group !== undefined) {
    const subject = groupSubject(group.gid)
    return row(`group ${group.name}`, howFor(subject), subject, ground)
  }
  return { account: `group ${name}`, how: 'no such group', canRead: false, canWrite: false }
}

function userRow(name: string, how: string, accounts: Accounts, ground: Ground): Row {
  const user = findUser(accounts, name)
  if (user === undefined) return row(name, how, { uid: Number(name), gids: [] }, ground)
  return { ...row(name, how, subjectOf(user, accounts), ground), ...(user.uid !== 0 && { user: user.name }) }
}

function row(account: string, how: string, subject: Subject, ground: Ground): Row {
  return { account, how, canRead: canRead(subject, ground), canWrite: canWrite(subject, ground) }
}

function subjectOf(user: Account, accounts: Accounts): Subject {
  return { uid: user.uid, gids: groupsOf(accounts, user) }
}

/** Somebody who is in this group and nothing else. */
function groupSubject(gid: number): Subject {
  return { uid: -1, gids: [gid] }
}

function has(subject: Subject, { status, list }: Place, needed: number): boolean {
  return (granted(status, subject, list) & needed) === needed
}

function canRead(subject: Subject, { above, lists, folder, file }: Ground): boolean {
  return canPass(above, subject, lists) && has(subject, folder, bits.search) && has(subject, file, bits.read)
}

/** Whether it can put files into the folder; in a sticky one like /tmp it cannot replace those of others. */
function canWrite(subject: Subject, { above, lists, folder }: Ground): boolean {
  return canPass(above, subject, lists) && has(subject, folder, bits.write | bits.search)
}

function hasOtherMembers(gid: number, { accounts, own }: AccessInput): boolean {
  const group = accounts.groups.find((each) => each.gid === gid)
  return (
    group !== undefined && membersOf(accounts, group).some((name) => name !== own.name && name !== 'root')
  )
}

function everyoneElse(rows: readonly FolderAccess[], accounts: Accounts, ground: Ground): Row {
  const listed = new Set(rows.flatMap(({ account }) => namesBehind(account, accounts)))
  const others = accounts.users.filter(({ name }) => !listed.has(name))
  const subjects = others.map((user) => subjectOf(user, accounts))
  return {
    account: `Everyone else, ${others.length} ${others.length === 1 ? 'account' : 'accounts'}`,
    how: 'by mode',
    canRead: subjects.some((subject) => canRead(subject, ground)),
    canWrite: subjects.some((subject) => canWrite(subject, ground)),
  }
}

function namesBehind(label: string, accounts: Accounts): readonly string[] {
  if (!label.startsWith('group ')) return [label]
  const group = findGroup(accounts, label.slice('group '.length))
  return group === undefined ? [] : membersOf(accounts, group)
}
