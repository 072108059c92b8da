import { join } from 'node:path'
import type { AccountTest, FolderReader } from '../../shared/contract/authoring.ts'
import { AppError } from '../../shared/errors.ts'
import { findReaders } from '../destinations/readers.ts'
import type { Ports } from '../ports/index.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory } from '../ports/files.ts'
import { findUser, readAccounts } from './accounts.ts'
import type { Account } from './accounts.ts'
import { withProbe } from './folder-test.ts'
import { reasonOf } from './folder-walk.ts'

/** A person may think before typing, a directory service may be slow; a probe must not stay for long. */
const programTimeoutMs = 30_000
/** Says what the account may do with the probe `$1` in the folder `$2`, whatever becomes of the program around it. */
const script =
  'cat -- "$1" >/dev/null 2>&1 && r=yes || r=no; [ -w "$2" ] && [ -x "$2" ] && w=yes || w=no; echo "probe: read $r, write $w"'
const verdict = /^probe: read (yes|no), write (yes|no)$/m

export interface TestAsRequest {
  readonly folder: string
  readonly user: string
  readonly readers: readonly FolderReader[]
  /** Of the account Botdesk runs as; goes to `sudo` and nowhere else. */
  readonly password?: string
}

type Place = Pick<Ports, 'files' | 'processes' | 'random'>

/**
 * Lets another user try a probe with the rights the bot's files will have, in a folder as it is now (interface.md 6.8). Nothing
 * else in the folder is changed, and the probe is removed.
 */
export async function testAs(
  ports: Place,
  { folder, user, readers, password }: TestAsRequest,
  { signal }: { signal: AbortSignal },
): Promise<AccountTest> {
  const account = findUser(await readAccounts(ports, { signal }), user)
  if (account === undefined) return notPossible(`This computer has no account ${user}.`)
  try {
    const directory = await ports.files.openDirectory(folder, { symlinks: 'follow' })
    try {
      return await withProbe(directory, ports.random, async (name) => {
        await openToReaders(ports, directory, name, { readers, signal })
        return ask(ports, { account, password, folder, file: join(folder, name) }, signal)
      })
    } finally {
      await directory.close()
    }
  } catch (thrown) {
    signal.throwIfAborted()
    if (thrown instanceof AppError) throw thrown
    if (fileErrorCode(thrown) === 'ENOENT')
      return notPossible('The folder is not there yet. It is made when this is applied.')
    return notPossible(`No probe could be written: ${reasonOf(thrown, folder)}.`)
  }
}

/** The probe is open to the readers where the bot's files would be: in a folder of its own account. */
async function openToReaders(
  { processes }: Place,
  directory: Directory,
  probe: string,
  { readers, signal }: { readers: readonly FolderReader[]; signal: AbortSignal },
): Promise<void> {
  const isOwn = (await directory.status(''))?.uid === processes.uid
  if (!isOwn || readers.length === 0) return
  const { named } = await findReaders(readers, processes, { signal })
  await directory.setReaders([probe], named)
}

interface Question {
  readonly account: Account
  readonly password: string | undefined
  readonly folder: string
  readonly file: string
}

async function ask({ processes }: Place, question: Question, signal: AbortSignal): Promise<AccountTest> {
  const { account, password, folder, file } = question
  const [program, ...args] = commandOf(processes.uid, account, password)
  try {
    const { stdout, stderr } = await processes.run(
      program,
      [...args, 'sh', '-c', script, '-', file, folder],
      {
        timeoutMs: programTimeoutMs,
        signal,
        environment: { LC_ALL: 'C' },
        ...(password !== undefined && { input: `${password}\n` }),
      },
    )
    const [, read, write] = verdict.exec(stdout) ?? []
    if (read !== undefined) return { kind: 'tested', canRead: read === 'yes', canWrite: write === 'yes' }
    if (/password is required|try again|incorrect password|no password was provided/i.test(stderr))
      return { kind: 'needs-password', wasRefused: password !== undefined }
    const said = stderr.trim().split('\n').at(-1) ?? ''
    return notPossible(said === '' ? `${program} ended without an answer.` : `${program} said: ${said}`)
  } catch (thrown) {
    signal.throwIfAborted()
    return notPossible(
      fileErrorCode(thrown) === 'ENOENT'
        ? `${program} is not installed.`
        : `${program} did not end within ${programTimeoutMs / 1000} s.`,
    )
  }
}

/** What runs a program as somebody else: root just does, everyone else asks `sudo`, without a password as long as none is given. */
function commandOf(
  uid: number,
  { uid: target, gid }: Account,
  password: string | undefined,
): readonly [string, ...string[]] {
  if (uid === 0) return ['setpriv', `--reuid=${target}`, `--regid=${gid}`, '--init-groups', '--']
  const user = ['-u', `#${target}`, '--']
  return password === undefined ? ['sudo', '-n', ...user] : ['sudo', '-S', '-k', '-p', '', ...user]
}

function notPossible(reason: string): AccountTest {
  return { kind: 'not-possible', reason }
}
