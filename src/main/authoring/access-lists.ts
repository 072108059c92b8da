import type { Processes } from '../ports/processes.ts'

/** The access list of one place beyond its mode bits; rights as in a mode, by number. */
export interface AccessList {
  readonly users: ReadonlyMap<number, number>
  readonly groups: ReadonlyMap<number, number>
  readonly owningGroup: number
  /** The most that named users and all groups get. */
  readonly mask: number
}

const programTimeoutMs = 5_000

/**
 * The access lists of some folders, by path; those that have none are left out. Undefined where they cannot be read:
 * no `getfacl` (Debian's package acl), or it refuses.
 */
export async function readAccessLists(
  processes: Processes,
  paths: readonly string[],
  { signal }: { signal: AbortSignal },
): Promise<ReadonlyMap<string, AccessList> | undefined> {
  if (processes.platform !== 'linux' || paths.length === 0) return undefined
  try {
    const args = ['--numeric', '--absolute-names', '--', ...paths]
    const { exitCode, stdout } = await processes.run('getfacl', args, { timeoutMs: programTimeoutMs, signal })
    if (exitCode !== 0) return undefined
    return byPath(paths, stdout)
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

/** One block for each path, in the order they were asked for: names in it are escaped and need not be read. */
function byPath(paths: readonly string[], output: string): ReadonlyMap<string, AccessList> | undefined {
  const blocks = output.split(/\n\n+/).filter((block) => block.trim() !== '')
  if (blocks.length !== paths.length) return undefined
  const lists = new Map<string, AccessList>()
  for (const [index, path] of paths.entries()) {
    const list = parseList(blocks[index] ?? '')
    if (list !== undefined) lists.set(path, list)
  }
  return lists
}

/** Undefined for a list that says no more than the mode. */
function parseList(block: string): AccessList | undefined {
  const users = new Map<number, number>()
  const groups = new Map<number, number>()
  let owningGroup = 0
  let mask: number | undefined
  for (const line of block.split('\n')) {
    const [, kind, number = '', rights = ''] = /^(user|group|mask):(\d*):([rwx-]{3})/.exec(line) ?? []
    if (kind === 'mask') mask = bitsOf(rights)
    else if (kind === 'group' && number === '') owningGroup = bitsOf(rights)
    else if (kind === 'group') groups.set(Number(number), bitsOf(rights))
    else if (kind === 'user' && number !== '') users.set(Number(number), bitsOf(rights))
  }
  return mask === undefined ? undefined : { users, groups, owningGroup, mask }
}

function bitsOf(rights: string): number {
  return (rights[0] === 'r' ? 4 : 0) + (rights[1] === 'w' ? 2 : 0) + (rights[2] === 'x' ? 1 : 0)
}
