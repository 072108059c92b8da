import { create } from '@bufbuild/protobuf'
import type { ConnectRouter } from '@connectrpc/connect'
import { AdminService, CallResponseSchema } from '../../../../proto/gen/botdesk/localcluster/v1/admin_pb.ts'
import { peerKey } from '../../ports/network.ts'
import { answerCommand } from '../admin-calls.ts'
import { requireAdmin } from '../caller.ts'
import type { ClusterAdministration, ClusterInfo } from '../model.ts'
import type { ClusterRuntime } from '../runtime.ts'
import { answering } from './handler.ts'

/** Administration over the port, for the holder of the administrator's certificate only. */
export function routeAdmin(
  router: ConnectRouter,
  runtime: ClusterRuntime,
  administration: ClusterAdministration & { status(): Promise<ClusterInfo> },
): void {
  router.service(AdminService, {
    call: answering(async (request, context) => {
      requireAdmin(runtime, context.values.get(peerKey))
      const resultJson = await answerCommand(administration, request.command, request.payloadJson)
      return create(CallResponseSchema, { resultJson })
    }),
  })
}
