import { createClient } from '@connectrpc/connect'
import { AuthService } from '../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import { PresenceService } from '../../../proto/gen/teleport/presence/v1/presence_service_pb.ts'
import { AppError } from '../../shared/errors.ts'
import { callCluster, malformedAnswer } from './call-errors.ts'
import { callTimeoutMs } from './connection.ts'
import type { AuthConnection } from './connection.ts'

/** A server that never says it is done must not keep us asking. */
const mostPages = 100

/** An application as its agents announce it (teleport-wire.md 4.8). */
export interface Application {
  readonly name: string
  readonly publicAddress: string
  readonly uri: string
  /** Of a TCP application with several ports; `end` is the last of a range. */
  readonly tcpPorts: readonly { readonly port: number; readonly end: number }[]
}

/** The roles a bot may act as: those its own role, named like its user, lets it impersonate (teleport-wire.md 4.5). */
export async function impersonableRoles(
  connection: AuthConnection,
  { userName, signal }: { userName: string; signal: AbortSignal },
): Promise<string[]> {
  const client = createClient(AuthService, connection.transport)
  const role = await callCluster({ signal }, () =>
    client.getRole({ Name: userName }, { signal, timeoutMs: callTimeoutMs }),
  )
  return [...new Set(role.Spec?.Allow?.Impersonate?.Roles)]
}

/** Finds an application by its exact name; `service.not-found` when the caller sees none. */
export async function findApplication(
  connection: AuthConnection,
  { name, signal }: { name: string; signal: AbortSignal },
): Promise<Application> {
  const client = createClient(AuthService, connection.transport)
  const request = {
    ResourceType: 'app_server',
    Namespace: 'default',
    Limit: 1,
    // JSON quotes as the predicate language does, so a name cannot become part of the expression.
    PredicateExpression: `name == ${JSON.stringify(name)}`,
  }
  const answer = await callCluster({ signal }, () =>
    client.listResources(request, { signal, timeoutMs: callTimeoutMs }),
  )
  const app = answer.Resources.map(({ resource }) =>
    resource.case === 'AppServer' ? resource.value.Spec?.App : undefined,
  ).find((each) => each?.Metadata?.Name === name)
  if (!app?.Spec) {
    throw new AppError('service.not-found', `there is no application ${JSON.stringify(name)} for this bot`, {
      details: { name },
    })
  }
  return {
    name,
    publicAddress: app.Spec.PublicAddr,
    uri: app.Spec.URI,
    tcpPorts: app.Spec.TCPPorts.map(({ Port, EndPort }) => ({ port: Port, end: EndPort || Port })),
  }
}

/** The names of the leaf clusters (teleport-wire.md 4.8). */
export async function remoteClusters(
  connection: AuthConnection,
  { signal }: { signal: AbortSignal },
): Promise<string[]> {
  const client = createClient(PresenceService, connection.transport)
  const names = new Set<string>()
  let pageToken = ''
  for (let page = 0; page < mostPages; page += 1) {
    const request = { pageToken }
    const answer = await callCluster({ signal }, () =>
      client.listRemoteClusters(request, { signal, timeoutMs: callTimeoutMs }),
    )
    answer.remoteClusters.forEach((each) => each.Metadata?.Name && names.add(each.Metadata.Name))
    if (answer.nextPageToken === '') return [...names]
    pageToken = answer.nextPageToken
  }
  throw malformedAnswer('the list of clusters does not end')
}
