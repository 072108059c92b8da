import type { FileStatus } from '../ports/files.ts'
import type { AccessList } from './access-lists.ts'
import type { Step } from './folder-walk.ts'

/** Who asks: a user with all its groups. */
export interface Subject {
  readonly uid: number
  readonly gids: readonly number[]
}

/** The bits of a mode: read 4, write 2, search 1. */
export const bits = { read: 4, write: 2, search: 1 } as const

/** What the kernel grants at one place: owner, then the access list, then groups, then everyone (acl(5)). */
export function granted(
  status: Pick<FileStatus, 'uid' | 'gid' | 'mode'>,
  subject: Subject,
  list?: AccessList,
): number {
  if (subject.uid === 0) return 7
  if (subject.uid === status.uid) return (status.mode >> 6) & 7
  const named = list?.users.get(subject.uid)
  if (list !== undefined && named !== undefined) return named & list.mask
  const matching = [
    ...(subject.gids.includes(status.gid) ? [list?.owningGroup ?? (status.mode >> 3) & 7] : []),
    ...[...(list?.groups ?? [])].filter(([gid]) => subject.gids.includes(gid)).map(([, mode]) => mode),
  ]
  if (matching.length > 0) return matching.reduce((all, each) => all | each, 0) & (list?.mask ?? 7)
  return status.mode & 7
}

/** Whether every folder of a way can be passed. */
export function canPass(
  steps: readonly Step[],
  subject: Subject,
  lists: ReadonlyMap<string, AccessList>,
): boolean {
  return steps.every(
    ({ path, status }) => (granted(status, subject, lists.get(path)) & bits.search) === bits.search,
  )
}
