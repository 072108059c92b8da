import { readFile } from 'node:fs/promises'
import type { LockHolder } from './lock-note.ts'

/** Clock ticks a second in /proc/PID/stat; fixed on every Linux Node runs on. */
const ticksPerSecond = 100

/** Process that took the flock(2) lock on an inode, from /proc/locks; undefined when none does or it cannot be told. */
export async function lockingProcess(inode: number, device: number): Promise<number | undefined> {
  const text = await readFile('/proc/locks', 'utf8').catch(() => '')
  // "3: FLOCK  ADVISORY  WRITE 7710 fe:00:9978121 0 EOF"
  const pattern = /^\d+: FLOCK +\w+ +\w+ +(\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) /gm
  const locks = [...text.matchAll(pattern)].filter((match) => match[4] === String(inode))
  // Some file systems show another device number than stat does: it only breaks a tie.
  const sameDevice = (match: RegExpExecArray) =>
    parseInt(match[2] ?? '', 16) === major(device) && parseInt(match[3] ?? '', 16) === minor(device)
  const lock = locks.find(sameDevice) ?? locks[0]
  return lock === undefined ? undefined : Number(lock[1])
}

/** Name and start of a living process; undefined when there is none. */
export async function describeProcess(pid: number): Promise<LockHolder | undefined> {
  if (!isAlive(pid)) return undefined
  const comm = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined)
  if (comm === undefined) return { pid }
  const since = await startedAt(pid)
  return { pid, program: comm.trim(), ...(since !== undefined && { since }) }
}

/** True when a process with this number runs on this computer, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

async function startedAt(pid: number): Promise<number | undefined> {
  const [stat, kernel] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
    readFile('/proc/stat', 'utf8').catch(() => ''),
  ])
  const bootSeconds = Number(/^btime (\d+)$/m.exec(kernel)?.[1])
  // The name in parentheses may hold spaces; the start time is field 22, the 20th after it.
  const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
  const since = Math.round((bootSeconds + ticks / ticksPerSecond) * 1000)
  return Number.isFinite(since) ? since : undefined
}

function major(device: number): number {
  return Math.floor(device / 256) & 0xfff
}

function minor(device: number): number {
  return (device & 0xff) | (Math.floor(device / 2 ** 12) & 0xfff00)
}
