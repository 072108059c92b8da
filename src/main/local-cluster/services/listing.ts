import { create } from '@bufbuild/protobuf'
import { ListResourcesResponseSchema } from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type {
  ListResourcesRequest,
  ListResourcesResponse,
} from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import { allApps, reachableApps } from '../apps.ts'
import type { Caller } from '../caller.ts'
import { badParameter } from '../refusals.ts'
import type { AppResource } from '../resources/app.ts'
import { findRole } from '../roles.ts'
import type { ClusterRuntime } from '../runtime.ts'
import { appServerMessage } from './messages.ts'

const largestPage = 1_000

/**
 * Lists the applications the caller may reach (teleport-wire.md 4.8); kinds the local cluster has none of are empty.
 * Predicates are the two that clients send: `name == "x"`, alone or or-ed with a label.
 */
export function listResources(
  runtime: ClusterRuntime,
  caller: Caller,
  request: ListResourcesRequest,
): ListResourcesResponse {
  if (request.ResourceType !== 'app_server') return create(ListResourcesResponseSchema)
  const matches = readPredicate(request.PredicateExpression)
  const found = visibleApps(runtime, caller)
    .filter(matches)
    .filter(({ metadata }) =>
      Object.entries(request.Labels).every(([key, value]) => metadata.labels?.[key] === value),
    )
    .filter((app) => request.SearchKeywords.every((word) => searchText(app).includes(word.toLowerCase())))
    .toSorted((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1))
  const limit = request.Limit > 0 ? Math.min(request.Limit, largestPage) : largestPage
  const from = found.filter(({ metadata }) => metadata.name >= request.StartKey)
  const { hostId } = runtime.store.state
  const server = { hostId, hostname: 'localhost', version: runtime.version }
  return create(ListResourcesResponseSchema, {
    Resources: from
      .slice(0, limit)
      .map((app) => ({ resource: { case: 'AppServer' as const, value: appServerMessage(app, server) } })),
    NextKey: from[limit]?.metadata.name ?? '',
    TotalCount: request.NeedTotalCount ? found.length : 0,
  })
}

function visibleApps(runtime: ClusterRuntime, caller: Caller): readonly AppResource[] {
  if (caller.kind === 'admin') return allApps(runtime)
  const now = runtime.clock.now()
  const roles = caller.identity.roles.flatMap((name) => findRole(runtime.store.state, name, now) ?? [])
  return reachableApps(runtime, roles)
}

function searchText({ metadata, spec }: AppResource): string {
  const labels = Object.entries(metadata.labels ?? {}).flat()
  return [metadata.name, metadata.description ?? '', spec.public_addr ?? '', ...labels]
    .join(' ')
    .toLowerCase()
}

function readPredicate(expression: string): (app: AppResource) => boolean {
  if (expression.trim() === '') return () => true
  const terms = expression.split('||').map(readTerm)
  return (app) => terms.some((term) => term(app))
}

function readTerm(text: string): (app: AppResource) => boolean {
  const term = /^\s*\(?\s*(name|labels\["([^"]*)"\])\s*==\s*("(?:[^"\\]|\\.)*")\s*\)?\s*$/.exec(text)
  const [, subject, label, quoted] = term ?? []
  const wanted = quoted === undefined ? undefined : readQuoted(quoted)
  if (wanted === undefined) throw badParameter('this predicate is not known to the local cluster')
  return ({ metadata }) => (subject === 'name' ? metadata.name : metadata.labels?.[label ?? '']) === wanted
}

function readQuoted(quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
