import type { ServiceImpl } from '@connectrpc/connect'
import { TransportService } from '../../../../proto/gen/teleport/transport/v1/transport_service_pb.ts'
import type { ProxySSHRequest } from '../../../../proto/gen/teleport/transport/v1/transport_service_pb.ts'
import type { Peer, TlsService } from '../../ports/network.ts'
import { peerKey } from '../../ports/network.ts'
import type { ScriptedCluster } from './scripted-cluster.ts'

/** What a test lets a proxy do with the bytes of one connection; the first argument is where they are to go. */
export type SshHandler = (
  target: { hostPort: string; cluster: string },
  input: AsyncIterable<Uint8Array>,
) => AsyncIterable<Uint8Array>

/** A proxy of the cluster that speaks nothing but SSH transport; `peers` notes who called. */
export function scriptedProxy(cluster: ScriptedCluster, handle: SshHandler, peers: Peer[] = []): TlsService {
  const certificate = cluster.host.issue({ dnsNames: ['localhost'] })
  const proxySSH: ServiceImpl<typeof TransportService>['proxySSH'] = async function* (requests, context) {
    peers.push(context.values.get(peerKey))
    const messages = requests[Symbol.asyncIterator]()
    const first = await messages.next()
    const target = first.done ? undefined : first.value.dialTarget
    if (!target) throw new Error('the first request names no target')
    yield { details: {} }
    for await (const payload of handle(target, payloads(messages))) {
      yield { frame: { case: 'ssh', value: { payload: Uint8Array.from(payload) } } }
    }
  }
  return {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => certificate,
    clientAuthorities: () => [cluster.user.certificate],
    pickAlpn: (offered) => offered.find((name) => name === 'teleport-proxy-ssh-grpc'),
    routes: (router) => router.service(TransportService, { proxySSH }),
    http: (_request, response) => response.writeHead(404).end(),
  }
}

async function* payloads(messages: AsyncIterator<ProxySSHRequest>): AsyncGenerator<Uint8Array> {
  for (let next = await messages.next(); !next.done; next = await messages.next()) {
    const { frame } = next.value
    if (frame.case === 'ssh') yield frame.value.payload
  }
}
