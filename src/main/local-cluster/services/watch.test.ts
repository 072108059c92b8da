import { create } from '@bufbuild/protobuf'
import { createContextValues } from '@connectrpc/connect'
import type { HandlerContext } from '@connectrpc/connect'
import { describe, expect, it } from 'vitest'
import { WatchSchema } from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import { peerKey } from '../../ports/network.ts'
import { createSimulator } from '../../ports/testing/simulator.ts'
import { createAuthorities } from '../authorities.ts'
import { openDataFolder } from '../data-folder.ts'
import type { ClusterRuntime } from '../runtime.ts'
import { createAdminIdentity } from '../server-identity.ts'
import { pemToDer } from '../../credentials/index.ts'
import { watchEvents } from './watch.ts'

async function watched(filter: Record<string, string>) {
  const { ports } = createSimulator({ seed: 1 }).host('workstation')
  const folder = await openDataFolder({
    ports,
    dataFolder: '/data',
    clusterName: 'trial.example',
    version: '18.0.0',
    signal: new AbortController().signal,
  })
  const { store } = folder
  const runtime: ClusterRuntime = {
    ...folder,
    ...ports,
    version: '18.0.0',
    address: () => '127.0.0.1:3025',
    demoAppAddress: () => 'grafana-example.localhost',
  }
  const admin = await createAdminIdentity(store.state, ports.clock.now())
  const values = createContextValues()
  values.set(peerKey, { remoteAddress: 'x', serverName: 'x', certificate: pemToDer(admin.cert) })
  const ended = new AbortController()
  // The watch reads only the signal and the peer of its context.
  const context = { signal: ended.signal, values } as unknown as HandlerContext
  const request = create(WatchSchema, { Kinds: [{ Kind: 'cert_authority', Filter: filter }] })
  return { store, ended, now: ports.clock.now(), events: watchEvents(runtime, request, context) }
}

describe('a watch of authorities', () => {
  it('sends a PUT for each changed authority that its filter names', async () => {
    const { store, events, now } = await watched({
      db: 'trial.example',
      openssh: '*',
      jwt: 'other.example',
    })
    expect((await events.next()).value).toMatchObject({ Type: 0, Resource: { case: 'WatchStatus' } })
    const fresh = await createAuthorities('trial.example', now)
    const next = events.next()
    await store.update((state) => {
      const authorities = fresh.map((each) =>
        ['db', 'openssh', 'jwt', 'spiffe'].includes(each.type)
          ? each
          : (state.authorities.find(({ type }) => type === each.type) ?? each),
      )
      return { state: { ...state, authorities }, result: undefined }
    })
    expect((await next).value).toMatchObject({
      Type: 1,
      Resource: { case: 'CertAuthority', value: { SubKind: 'db', Spec: { ClusterName: 'trial.example' } } },
    })
    expect((await events.next()).value).toMatchObject({ Resource: { value: { SubKind: 'openssh' } } })
  })

  it('ends with its call', async () => {
    const { events, ended } = await watched({})
    await events.next()
    const next = events.next()
    ended.abort()
    expect(await next).toEqual({ value: undefined, done: true })
  })
})
