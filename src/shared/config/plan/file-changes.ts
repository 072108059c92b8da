import { matchesName, plannedFiles } from '../artifacts/planned-files.ts'
import type { PlannedFile } from '../artifacts/model.ts'
import { normalPath } from '../rules/destination-rules.ts'
import type { ServicePair } from './compare-services.ts'
import type { FileChange, FolderFacts, PlanFacts, PlannedFileChange } from './model.ts'
import type { ReadDestination, ReadService } from './read-text.ts'

/** The bot's own identity (teleport-wire.md 7.1). */
export const storageNames = [
  'key',
  'key.pub',
  'key-cert.pub',
  'tlscert',
  'tlscacerts',
  'sshcacerts',
  'tokenhash',
  '.write-test',
  'lock',
]
const listensAt = /^unix:\/\/(\/.+)$/

/** The files of one writer: a service, or the bot's storage without one. */
interface Output {
  readonly destination: ReadDestination
  readonly files: readonly Pick<PlannedFile, 'name' | 'shape'>[]
  readonly service?: string
}

/** What happens to the files of a service. */
export function serviceFileChanges(pair: ServicePair, facts: PlanFacts): PlannedFileChange[] {
  const { before, after, change } = pair
  if (change === 'none') return []
  const old = before === undefined || before.isSkipped ? undefined : outputOf(before)
  const now = after === undefined || change === 'stop' ? undefined : outputOf(after)
  return [
    ...(now === undefined ? [] : written(now, old, facts)),
    ...(old === undefined ? [] : left(old, now, facts)),
    ...(after === undefined || change === 'stop' ? [] : ownObjects(after, before, facts)),
  ]
}

/** What happens to the bot's own identity; `isWritten` when it starts or joins. */
export function storageFileChanges(
  storage: ReadDestination,
  before: ReadDestination | undefined,
  { facts, isWritten }: { facts: PlanFacts; isWritten: boolean },
): PlannedFileChange[] {
  const output = (destination: ReadDestination): Output => ({
    destination,
    files: storageNames.map((name) => ({ name, shape: 'file' })),
  })
  const now = output(storage)
  const old = before === undefined ? undefined : output(before)
  const isMoved = old !== undefined && !isSamePlace(old.destination, storage)
  return [
    ...(isWritten || isMoved ? written(now, isMoved ? undefined : old, facts) : []),
    ...(isMoved ? left(old, now, facts) : []),
  ]
}

function outputOf(service: ReadService): Output | undefined {
  const { destination, sketch, name } = service
  if (destination === undefined) return undefined
  return { destination, files: plannedFiles(sketch, destination.type), service: name }
}

function written(now: Output, old: Output | undefined, facts: PlanFacts): PlannedFileChange[] {
  const { destination } = now
  const folder = folderOf(destination, facts)
  const wasHere = old !== undefined && isSamePlace(old.destination, destination) ? old : undefined
  const owner = ownerText(destination, facts.account)
  const isFolder = destination.type === 'directory'
  const common = now.service === undefined ? {} : { service: now.service }
  const container: PlannedFileChange[] = []
  if (isFolder && folder?.exists === false) {
    container.push({
      path: root(destination, facts),
      change: 'create',
      shape: 'folder',
      mode: '0700',
      owner,
      ...common,
    })
  } else if (destination.type === 'kubernetes_secret') {
    const change = wasHere === undefined ? 'create' : 'replace'
    container.push({ path: root(destination, facts), change, shape: 'secret', ...common })
  }
  return [
    ...container,
    ...now.files.map(({ name, shape }) => ({
      path: placeOf(destination, name, facts),
      change: isThere(name, folder, wasHere) ? ('replace' as const) : ('create' as const),
      shape,
      ...(isFolder && shape === 'file' ? { mode: '0600' } : {}),
      ...(isFolder ? { owner } : {}),
      ...common,
    })),
  ]
}

/** Files that nobody keeps fresh any more. Memory and what is not there leave nothing. */
function left(old: Output, now: Output | undefined, facts: PlanFacts): PlannedFileChange[] {
  const { destination } = old
  const folder = folderOf(destination, facts)
  if (destination.type === 'memory' || folder?.exists === false) return []
  const stays = now !== undefined && isSamePlace(destination, now.destination)
  const kept = new Set(stays ? now.files.map(({ name }) => name) : [])
  return old.files
    .filter(({ name, shape }) => !kept.has(name) && shape === 'file' && isThere(name, folder, old))
    .flatMap((file) => {
      const names =
        folder?.entries === undefined
          ? [file.name]
          : folder.entries.filter((entry) => matchesName(entry, file.name))
      return names.map((name) => ({ ...file, name }))
    })
    .map(({ name, shape }) => ({
      path: placeOf(destination, name, facts),
      change: leaving(name, stays, folder),
      shape,
      ...(old.service === undefined ? {} : { service: old.service }),
    }))
}

/** A set takes away what it no longer has, as far as Botdesk wrote it; everything else stays. */
function leaving(name: string, stays: boolean, folder: FolderFacts | undefined): FileChange {
  return stays && folder?.written?.includes(name) === true ? 'remove' : 'left-behind'
}

/** What a service makes outside of a destination: a socket it listens on, Secrets for Argo CD. */
function ownObjects(
  service: ReadService,
  before: ReadService | undefined,
  { account }: PlanFacts,
): PlannedFileChange[] {
  const { name, sketch, listen, destination } = service
  const change = before?.listen === listen ? 'replace' : 'create'
  const socket = listensAt.exec(listen)?.[1]
  const sockets: PlannedFileChange[] =
    socket === undefined
      ? []
      : [{ path: socket, change, shape: 'socket', mode: '0777', owner: account, service: name }]
  if (destination !== undefined) return sockets
  const secrets = plannedFiles(sketch, '').map((file): PlannedFileChange => ({
    path: `kubernetes_secret ${file.name}`,
    change: before === undefined ? 'create' : 'replace',
    shape: file.shape,
    service: name,
  }))
  return [...sockets, ...secrets]
}

function isThere(name: string, folder: FolderFacts | undefined, before: Output | undefined): boolean {
  if (folder?.exists === false) return false
  if (folder?.entries !== undefined) return folder.entries.some((entry) => matchesName(entry, name))
  return before?.files.some((file) => file.name === name) === true
}

/** The facts about a folder, as far as it could be looked at. */
export function folderOf(destination: ReadDestination, facts: PlanFacts): FolderFacts | undefined {
  const folder = destination.type === 'directory' ? facts.folders.get(destination.folder) : undefined
  return folder?.problem !== undefined && !folder.exists ? undefined : folder
}

/** Absolute where that is known; `memory` or `kubernetes_secret NAME` for what is no folder. */
export function root(destination: ReadDestination, facts: PlanFacts): string {
  switch (destination.type) {
    case 'memory':
      return 'memory'
    case 'kubernetes_secret':
      return `kubernetes_secret ${destination.secret}`
    default:
      return facts.folders.get(destination.folder)?.path ?? destination.folder
  }
}

function placeOf(destination: ReadDestination, name: string, facts: PlanFacts): string {
  const separator = destination.type === 'directory' ? '/' : ' '
  return `${root(destination, facts).replace(/(?<!\/)\/+$/, '')}${separator}${name}`
}

function isSamePlace(one: ReadDestination, other: ReadDestination): boolean {
  return (
    one.type === other.type &&
    one.secret === other.secret &&
    normalPath(one.folder) === normalPath(other.folder)
  )
}

/** "deploy", "deploy; nginx and group web may read". */
function ownerText({ readers, hasAcls }: ReadDestination, account: string): string {
  if (readers.length === 0 || !hasAcls) return account
  return `${account}; ${readerList(readers)} may read`
}

/** "nginx and group web" */
export function readerList(readers: ReadDestination['readers']): string {
  const names = readers.map(({ kind, name }) => (kind === 'group' ? `group ${name}` : name))
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}
