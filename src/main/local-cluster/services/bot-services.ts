import { create } from '@bufbuild/protobuf'
import type { ConnectRouter } from '@connectrpc/connect'
import { ClusterConfigService } from '../../../../proto/gen/teleport/clusterconfig/v1/clusterconfig_service_pb.ts'
import {
  BotInstanceService,
  SubmitHeartbeatResponseSchema,
} from '../../../../proto/gen/teleport/machineid/v1/bot_instance_service_pb.ts'
import type { BotInstanceStatusHeartbeat } from '../../../../proto/gen/teleport/machineid/v1/bot_instance_service_pb.ts'
import {
  ListRemoteClustersResponseSchema,
  PresenceService,
} from '../../../../proto/gen/teleport/presence/v1/presence_service_pb.ts'
import { peerKey } from '../../ports/network.ts'
import { requireBotCaller, requireCaller } from '../caller.ts'
import { accessDenied, badParameter } from '../refusals.ts'
import type { ClusterRuntime } from '../runtime.ts'
import type { BotHeartbeat } from '../state.ts'
import { withInstance } from '../state.ts'
import { answering } from './handler.ts'
import { authPreferenceMessage } from './messages.ts'

const longestText = 256

/** The small services a bot calls besides the auth service: preferences, leaf clusters, heartbeat (teleport-wire.md 4.4, 4.8, 4.9). */
export function routeBotServices(router: ConnectRouter, runtime: ClusterRuntime): void {
  router.service(ClusterConfigService, {
    getAuthPreference: answering((_, context) => {
      requireCaller(runtime, context.values.get(peerKey))
      return authPreferenceMessage()
    }),
  })
  router.service(PresenceService, {
    listRemoteClusters: answering((_, context) => {
      requireCaller(runtime, context.values.get(peerKey))
      return create(ListRemoteClustersResponseSchema)
    }),
  })
  router.service(BotInstanceService, {
    submitHeartbeat: answering(async (request, context) => {
      const { identity } = requireBotCaller(runtime, context.values.get(peerKey))
      if (identity.impersonator !== undefined) {
        throw accessDenied('a heartbeat comes from the identity of the bot itself')
      }
      const { heartbeat } = request
      if (heartbeat === undefined) throw badParameter('the heartbeat is missing')
      await runtime.store.update((state, now) => {
        const instance = state.instances.find(({ id }) => id === identity.botInstanceId)
        if (instance === undefined) throw accessDenied('the bot instance does not exist')
        const seen = { ...instance, lastSeenAt: now, heartbeat: recorded(heartbeat, now) }
        return { state: withInstance(state, seen), result: undefined }
      })
      return create(SubmitHeartbeatResponseSchema)
    }),
  })
}

/** The time is the cluster's own, not the client's. */
function recorded(heartbeat: BotInstanceStatusHeartbeat, at: number): BotHeartbeat {
  const cut = (text: string): string => text.slice(0, longestText)
  return {
    at,
    version: cut(heartbeat.version),
    hostname: cut(heartbeat.hostname),
    os: cut(heartbeat.os),
    architecture: cut(heartbeat.architecture),
    oneShot: heartbeat.oneShot,
  }
}
