import { Code, ConnectError, createClient } from '@connectrpc/connect'
import { AdminService } from '../../../proto/gen/botdesk/localcluster/v1/admin_pb.ts'
import type { ClusterBotView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import type { Ports } from '../ports/index.ts'
import { readOutcome } from './admin-calls.ts'
import type { CommandName } from './admin-calls.ts'
import { notRunning, readAdminFile } from './admin-file.ts'
import type { AddedBot, AddedToken, AdminClient, ClusterInfo } from './model.ts'
import type { Resource } from './resources/resource.ts'
import type { TokenListing } from './tokens.ts'

const timeoutMs = 30_000

/**
 * Reaches the cluster that another process runs on this data folder, with the administrator's certificate in it.
 * `cluster.not-running` when there is none. Whoever made it closes it.
 */
export async function createAdminClient(options: {
  ports: Pick<Ports, 'files' | 'network'>
  dataFolder: string
}): Promise<AdminClient> {
  const { dataFolder } = options
  const file = await readAdminFile(options.ports.files, dataFolder)
  const connection = options.ports.network.dialGrpc({
    host: file.host,
    port: file.port,
    serverName: 'teleport.cluster.local',
    alpn: ['h2'],
    roots: { kind: 'pem', certificates: [file.authority] },
    certificate: { cert: file.certificate, key: file.key },
    timeoutMs,
  })
  const client = createClient(AdminService, connection.transport)

  /** The answer is made by the same program on the other side, from the types of `ClusterAdministration`. */
  async function call<T>(command: CommandName, payload: object = {}): Promise<T> {
    try {
      const answer = await client.call({ command, payloadJson: JSON.stringify(payload) }, { timeoutMs })
      return readOutcome(answer.resultJson) as T
    } catch (error) {
      throw asAppError(error, dataFolder)
    }
  }

  return {
    status: () => call<ClusterInfo>('status'),
    addBot: (payload) => call<AddedBot>('addBot', payload),
    removeBot: (name) => call('removeBot', { name }),
    unlockBot: (name) => call('unlockBot', { name }),
    listBots: () => call<readonly ClusterBotView[]>('listBots'),
    addToken: (payload) => call<AddedToken>('addToken', payload),
    removeToken: (nameOrId) => call('removeToken', { nameOrId }),
    listTokens: () => call<readonly TokenListing[]>('listTokens'),
    get: (kind, name) => call<readonly Resource[]>('get', { kind, name }),
    create: (yamlText, { force }) => call<readonly string[]>('create', { yamlText, force }),
    remove: (kind, name) => call('remove', { kind, name }),
    close: () => connection.close(),
  }
}

function asAppError(error: unknown, dataFolder: string): AppError {
  if (error instanceof AppError) return error
  if (!(error instanceof ConnectError)) return AppError.from(error)
  if (error.code === Code.Unavailable) return notRunning(dataFolder, error)
  if (error.code === Code.DeadlineExceeded) {
    return new AppError('cluster.timeout', 'the local cluster did not answer', {
      retryable: true,
      cause: error,
    })
  }
  return new AppError('cluster.refused', error.rawMessage, { cause: error })
}
