import { spawn } from 'node:child_process'
import { FileError } from './file-errors.ts'
import { fileErrorCode } from './files.ts'
import type { NamedReaders } from './files.ts'

const programTimeoutMs = 10_000
/** Of what the program says when it refuses. */
const mostSaidBytes = 4_096
/** The first descriptor of a child that is free for what it is handed. */
const firstHandle = 3

/** How `setfacl` words, in the C locale, what the system answered. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/operation not supported/i, 'ENOTSUP'],
  [/operation not permitted/i, 'EPERM'],
  [/read-only file system/i, 'EROFS'],
  [/no space left/i, 'ENOSPC'],
]

/**
 * Replaces the access lists of open places, in one run of `setfacl`: the owner reads and writes, these readers read files
 * and pass directories, nobody else may anything (tbot-runtime.md 6.3). The places are handed over as descriptors, so that no
 * path is looked up again. Rejects with a `FileError` at `shown`; ENOTSUP also without the program.
 */
export async function setAccessLists(
  handles: readonly { readonly fd: number }[],
  readers: NamedReaders,
  shown: string,
): Promise<void> {
  const places = handles.map((_, index) => `/proc/self/fd/${firstHandle + index}`)
  const descriptors = handles.map(({ fd }) => fd)
  const { code, said } = await runSetfacl(['--set', listText(readers), '--', ...places], descriptors).catch(
    (thrown: unknown) => {
      const isMissing = fileErrorCode(thrown) === 'ENOENT'
      const reason = isMissing ? 'setfacl is not installed' : 'setfacl cannot be run'
      throw new FileError(isMissing ? 'ENOTSUP' : 'EIO', shown, { reason, cause: thrown })
    },
  )
  if (code === 0) return
  const [, refusal] = refusals.find(([words]) => words.test(said)) ?? []
  throw new FileError(refusal ?? 'EIO', shown, { reason: refusalOf(said) })
}

/** In the form of setfacl(1); `X` lets pass directories and nothing else. */
function listText({ uids, gids }: NamedReaders): string {
  const entries = [...uids.map((uid) => `u:${uid}:rX`), ...gids.map((gid) => `g:${gid}:rX`)]
  return ['u::rwX', ...entries, 'g::-', 'm::rX', 'o::-'].join(',')
}

/** What was said last, without the place it names, which means nothing to a person. */
function refusalOf(said: string): string {
  const line = said.trim().split('\n').at(-1) ?? ''
  return line.replace(/^setfacl: (?:\/proc\/self\/fd\/\d+: )?/, '') || 'setfacl failed'
}

function runSetfacl(
  args: readonly string[],
  descriptors: readonly number[],
): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('setfacl', args, {
      stdio: ['ignore', 'ignore', 'pipe', ...descriptors],
      env: { ...process.env, LC_ALL: 'C' },
      timeout: programTimeoutMs,
      killSignal: 'SIGKILL',
    })
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < mostSaidBytes) said += text
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said }))
  })
}
