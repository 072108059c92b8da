import { durationFromMs, timestampFromMs } from '@bufbuild/protobuf/wkt'
import { createClient } from '@connectrpc/connect'
import {
  BotInstanceHealthStatus,
  BotInstanceService,
  BotKind,
} from '../../../proto/gen/teleport/machineid/v1/bot_instance_service_pb.ts'
import { callCluster } from './call-errors.ts'
import { callTimeoutMs } from './connection.ts'
import type { AuthConnection } from './connection.ts'
import { isUnimplemented } from './ping.ts'

const longestNameBytes = 64
const longestReasonBytes = 256

/** How one service of the bot is, in tbot's three words. */
export interface ServiceHealth {
  readonly type: string
  readonly name: string
  readonly status: 'initializing' | 'healthy' | 'unhealthy'
  readonly reason?: string
  readonly updatedAt?: number
}

/** What a bot tells its cluster every half hour (teleport-wire.md 4.9). Times are epoch ms. */
export interface Heartbeat {
  readonly recordedAt: number
  readonly isStartup: boolean
  readonly version: string
  readonly hostname: string
  readonly uptimeMs: number
  readonly joinMethod: string
  readonly oneShot: boolean
  readonly architecture: string
  readonly os: string
  readonly services: readonly ServiceHealth[]
}

const statuses = {
  initializing: BotInstanceHealthStatus.INITIALIZING,
  healthy: BotInstanceHealthStatus.HEALTHY,
  unhealthy: BotInstanceHealthStatus.UNHEALTHY,
} as const

/** Sends a heartbeat over the bot's own connection. A cluster that knows no heartbeats is no error. */
export async function submitHeartbeat(
  connection: AuthConnection,
  heartbeat: Heartbeat,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const { recordedAt, uptimeMs, services, ...plain } = heartbeat
  const client = createClient(BotInstanceService, connection.transport)
  await callCluster({ signal }, async () => {
    try {
      await client.submitHeartbeat(
        {
          heartbeat: {
            ...plain,
            recordedAt: timestampFromMs(recordedAt),
            uptime: durationFromMs(Math.max(0, Math.round(uptimeMs))),
            kind: BotKind.TBOT,
          },
          serviceHealth: services.map((each) => ({
            service: { type: cut(each.type, longestNameBytes), name: cut(each.name, longestNameBytes) },
            status: statuses[each.status],
            ...(each.updatedAt !== undefined && { updatedAt: timestampFromMs(each.updatedAt) }),
            ...(each.reason !== undefined && { reason: cut(each.reason, longestReasonBytes) }),
          })),
        },
        { signal, timeoutMs: callTimeoutMs },
      )
    } catch (error) {
      if (!isUnimplemented(error)) throw error
    }
  })
}

/** The longest beginning that fits, without half a character at its end. */
function cut(text: string, limitBytes: number): string {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length <= limitBytes) return text
  let end = limitBytes
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.toString('utf8', 0, end)
}
