import { create } from '@bufbuild/protobuf'
import type { HandlerContext } from '@connectrpc/connect'
import { EventSchema, Operation } from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type { Event, Watch } from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type { WatchKind } from '../../../../proto/gen/teleport/legacy/types/types_pb.ts'
import { peerKey } from '../../ports/network.ts'
import { authorityOf } from '../authorities.ts'
import type { StoredAuthority } from '../authorities.ts'
import { requireCaller } from '../caller.ts'
import { accessDenied, badParameter } from '../refusals.ts'
import type { ClusterRuntime } from '../runtime.ts'
import { authorityMessage, metadataMessage } from './messages.ts'

/**
 * The event stream (teleport-wire.md 4.7): INIT first, then a PUT for each authority that changed. It ends with an error
 * when its caller is locked or its bot removed, and with the call.
 */
export async function* watchEvents(
  runtime: ClusterRuntime,
  watch: Watch,
  context: HandlerContext,
): AsyncGenerator<Event> {
  const kinds = readKinds(watch)
  const { store } = runtime
  let known = store.state.authorities
  let wake = Promise.withResolvers<void>()
  const stop = (): void => wake.resolve()
  const unsubscribe = store.subscribe(() => wake.resolve())
  context.signal.addEventListener('abort', stop)
  try {
    yield initEvent(kinds)
    while (!context.signal.aborted) {
      await wake.promise
      wake = Promise.withResolvers<void>()
      if (context.signal.aborted) return
      requireCaller(runtime, context.values.get(peerKey))
      const current = store.state.authorities
      const changed = current.filter((each) => !known.includes(each))
      known = current
      for (const authority of changed) {
        if (kinds.some((kind) => matches(kind, authority, store.state.clusterName))) {
          yield putEvent(current, authority, store.state.clusterName)
        }
      }
    }
  } finally {
    context.signal.removeEventListener('abort', stop)
    unsubscribe()
  }
}

function readKinds(watch: Watch): readonly WatchKind[] {
  if (watch.Kinds.some((kind) => kind.LoadSecrets)) throw accessDenied('secrets cannot be watched')
  const known = watch.Kinds.filter((kind) => kind.Kind === 'cert_authority')
  const isPartial = known.length < watch.Kinds.length
  if (known.length === 0 || (isPartial && !watch.AllowPartialSuccess)) {
    throw badParameter('only cert_authority can be watched in the local cluster')
  }
  return known
}

/** A type that is no key of a non-empty filter does not match; a value is a cluster name or `*`. */
function matches(kind: WatchKind, authority: StoredAuthority, clusterName: string): boolean {
  if (Object.keys(kind.Filter).length === 0) return true
  const value = Object.hasOwn(kind.Filter, authority.type) ? kind.Filter[authority.type] : undefined
  return value === '*' || value === clusterName
}

function initEvent(kinds: readonly WatchKind[]): Event {
  return create(EventSchema, {
    Type: Operation.INIT,
    Resource: {
      case: 'WatchStatus',
      value: {
        Kind: 'watch_status',
        Version: 'v1',
        Metadata: metadataMessage({ name: 'watch-status' }),
        Spec: { Kinds: [...kinds] },
      },
    },
  })
}

function putEvent(
  authorities: readonly StoredAuthority[],
  { type }: StoredAuthority,
  clusterName: string,
): Event {
  return create(EventSchema, {
    Type: Operation.PUT,
    Resource: {
      case: 'CertAuthority',
      value: authorityMessage(authorityOf(authorities, type), clusterName),
    },
  })
}
