import type { ClusterAuditEntry } from '../../shared/contract/views.ts'
import type { Clock } from '../ports/clock.ts'
import type { Directory, Files } from '../ports/files.ts'
import { randomUuid } from '../ports/random.ts'
import type { Random } from '../ports/random.ts'
import { Section } from './resources/section.ts'
import { replaceFile } from './state-store.ts'

/** Something that happened in the cluster; never holds a token or a key. */
export interface AuditRecord {
  readonly event: string
  readonly message: string
  readonly success: boolean
  readonly user?: string
  readonly remoteAddress?: string
}

/** The cluster's memory of what happened: JSON lines, one file a day, kept for a month (tbot-runtime.md 10.3). */
export interface AuditLog {
  /** Newest first, at most 50. */
  recent(): readonly ClusterAuditEntry[]
  /** Resolves when the record is durable, or when the disk refused it: it is then written with the next one. */
  record(record: AuditRecord): Promise<void>
  close(): Promise<void>
}

const maxLinesPerDay = 1_000
const maxDays = 30
const maxRecent = 50
const longestMessage = 500

/** Opens the log in a folder of its own, made when missing. Lines it cannot read are kept in the file and not shown. */
export async function openAuditLog(options: {
  files: Files
  folder: string
  clock: Clock
  random: Random
}): Promise<AuditLog> {
  const { clock, random } = options
  const directory = await options.files.openDirectory(options.folder, { create: true, symlinks: 'refuse' })
  let day = dayOf(clock.now())
  let lines = await readLines(directory, day)
  const recent = await readRecent(directory)
  let waiting: { day: string; line: string }[] = []
  let tail = Promise.resolve()
  let queued: Promise<void> | undefined

  async function write(): Promise<void> {
    queued = undefined
    try {
      for (const each of Map.groupBy(waiting, (record) => record.day)) await append(...each)
      await removeOldDays(directory)
    } catch {
      // What waits stays in memory and goes out with the next record.
    }
  }

  async function append(to: string, records: readonly { line: string }[]): Promise<void> {
    const known = to === day ? lines : await readLines(directory, to)
    const next = [...known, ...records.map(({ line }) => line)].slice(-maxLinesPerDay)
    await replaceFile(directory, fileOf(to), next.join(''))
    ;[day, lines] = [to, next]
    const done = new Set<unknown>(records)
    waiting = waiting.filter((record) => !done.has(record))
  }

  function flush(): Promise<void> {
    if (queued === undefined) {
      tail = tail.then(write)
      queued = tail
    }
    return queued
  }

  return {
    recent: () => recent,
    async record(record) {
      const at = clock.now()
      waiting.push({ day: dayOf(at), line: lineOf(record, at, randomUuid(random)) })
      waiting = waiting.slice(-maxLinesPerDay)
      recent.unshift({ at, event: record.event, message: record.message, success: record.success })
      recent.splice(maxRecent)
      await flush()
    },
    async close() {
      await tail
      await directory.close()
    },
  }
}

function lineOf(record: AuditRecord, at: number, uid: string): string {
  const line = {
    time: new Date(at).toISOString(),
    uid,
    event: record.event,
    success: record.success,
    message: record.message.slice(0, longestMessage),
    ...(record.user !== undefined && { user: record.user }),
    ...(record.remoteAddress !== undefined && { 'addr.remote': record.remoteAddress }),
  }
  return `${JSON.stringify(line)}\n`
}

async function readRecent(directory: Directory): Promise<ClusterAuditEntry[]> {
  const recent: ClusterAuditEntry[] = []
  for (const name of (await dayFiles(directory)).toReversed()) {
    const lines = await readLines(directory, name.slice(0, 10))
    recent.push(...lines.toReversed().flatMap(entryOf))
    if (recent.length >= maxRecent) break
  }
  return recent.slice(0, maxRecent)
}

function entryOf(line: string): ClusterAuditEntry[] {
  try {
    const record = new Section(JSON.parse(line), '')
    const at = Date.parse(record.requiredText('time'))
    const event = record.requiredText('event')
    const message = record.text('message') ?? ''
    return Number.isNaN(at) ? [] : [{ at, event, message, success: record.flag('success') ?? false }]
  } catch {
    return []
  }
}

async function readLines(directory: Directory, day: string): Promise<string[]> {
  if ((await directory.status(fileOf(day)))?.kind !== 'file') return []
  const text = Buffer.from(await directory.read(fileOf(day))).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
}

async function removeOldDays(directory: Directory): Promise<void> {
  for (const name of (await dayFiles(directory)).slice(0, -maxDays)) await directory.remove(name)
}

async function dayFiles(directory: Directory): Promise<string[]> {
  const names = await directory.list()
  return names.filter((name) => /^\d{4}-\d\d-\d\d\.log$/.test(name)).toSorted()
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function fileOf(day: string): string {
  return `${day}.log`
}
