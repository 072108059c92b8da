import { randomUuid } from '../ports/random.ts'
import type { Random } from '../ports/random.ts'
import type { LockResource } from './resources/lock.ts'
import { resourcesOf, withResource } from './state.ts'
import type { ClusterState } from './state.ts'

/** The lock that stops this user now (teleport-wire.md 7.5), by user name, role or login. */
export function lockInForce(
  state: ClusterState,
  subject: { userName: string; roles: readonly string[]; logins?: readonly string[] },
  at: number,
): LockResource | undefined {
  return resourcesOf(state, 'lock', at).find(({ spec: { target, expires } }) => {
    if (expires !== undefined && Date.parse(expires) <= at) return false
    const { user, role, login } = target
    return (
      (user !== undefined && user === subject.userName) ||
      (role !== undefined && subject.roles.includes(role)) ||
      (login !== undefined && subject.logins?.includes(login) === true)
    )
  })
}

/** What a locked caller is told. */
export function lockText(lock: LockResource): string {
  const target = Object.entries(lock.spec.target).map(([kind, name]) => `${kind} ${name}`)
  const reason = lock.spec.message === undefined ? '' : `: ${lock.spec.message}`
  return `lock in force on the ${target.join(' and ')}${reason}`
}

/** The state with a lock on a user. */
export function withUserLock(
  state: ClusterState,
  options: { userName: string; message: string; now: number; random: Random },
): ClusterState {
  return withResource(state, {
    kind: 'lock',
    version: 'v2',
    metadata: { name: randomUuid(options.random) },
    spec: {
      target: { user: options.userName },
      message: options.message,
      created_at: new Date(options.now).toISOString(),
      created_by: 'local-cluster',
    },
  })
}

/** The state without any lock on that user, and how many there were. */
export function withoutUserLocks(
  state: ClusterState,
  userName: string,
): { state: ClusterState; removed: number } {
  const resources = state.resources.filter(
    (each) => each.kind !== 'lock' || each.spec.target.user !== userName,
  )
  const removed = state.resources.length - resources.length
  return removed === 0 ? { state, removed } : { state: { ...state, resources }, removed }
}
