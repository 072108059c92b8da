import { execFile } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { constants, hostname, userInfo } from 'node:os'
import { fileErrorCode } from './files.ts'
import type { ProcessResult, Processes, RunOptions } from './processes.ts'

/** Most output kept of one program; more ends it. */
const longestOutputBytes = 16 * 1024 * 1024

/** This process and its computer. */
export function createNodeProcesses(): Processes {
  const uid = process.getuid?.() ?? -1
  return {
    pid: process.pid,
    hostname: hostname(),
    platform: process.platform,
    arch: process.arch,
    uid,
    userName: userName(uid),
    environment: (name) => process.env[name] || undefined,
    usage: () => {
      const { user, system } = process.cpuUsage()
      return { cpuSeconds: (user + system) / 1e6, residentBytes: process.memoryUsage.rss() }
    },
    run,
  }
}

/** A container may run as a uid that has no name. */
function userName(uid: number): string {
  try {
    return userInfo().username
  } catch {
    return String(uid)
  }
}

function run(
  program: string,
  args: readonly string[],
  { timeoutMs, signal, input = '', environment }: RunOptions,
): Promise<ProcessResult> {
  const deadline = AbortSignal.timeout(timeoutMs)
  const stop = AbortSignal.any([signal, deadline])
  return new Promise((resolve, reject) => {
    if (stop.aborted) {
      reject(stop.reason)
      return
    }
    const options = {
      encoding: 'utf8',
      maxBuffer: longestOutputBytes,
      windowsHide: true,
      ...(environment && { env: { ...process.env, ...environment } }),
    } as const
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      stop.removeEventListener('abort', kill)
      if (stop.aborted) reject(stop.reason)
      else if (error !== null && fileErrorCode(error) !== undefined) reject(error)
      else resolve({ exitCode: exitCode(child.exitCode, child.signalCode), stdout, stderr })
    })
    const kill = () => child.kill('SIGKILL')
    stop.addEventListener('abort', kill, { once: true })
    // A program that does not read its input must not break us.
    child.stdin?.on('error', () => undefined).end(input)
  })
}

/** As a shell says it: 128 and the number of the signal that ended the program. */
function exitCode(code: number | null, signal: ChildProcess['signalCode']): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal])
}
