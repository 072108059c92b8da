import type { KeyObject } from 'node:crypto'
import { generateKey, issueTlsCertificate, privateKeyPem } from '../credentials/index.ts'
import type { Clock } from '../ports/clock.ts'
import { tlsAuthority } from './authorities.ts'
import { demoAppName } from './apps.ts'
import { adminRole } from './caller.ts'
import type { ClusterState } from './state.ts'

/** PEM certificate and key. */
export interface ServedIdentity {
  readonly cert: string
  readonly key: string
}

/** The certificate of the cluster's port; made anew when two thirds of its life are over or the clock left it. */
export interface ServerIdentity {
  current(): ServedIdentity
}

const lifetimeMs = 7 * 24 * 3_600_000
const backdatingMs = 60_000

/** Every name clients reach the port by (teleport-wire.md 2.2), besides the ones given. */
const ownNames = [
  'teleport.cluster.local',
  '*.teleport.cluster.local',
  'localhost',
  '*.localhost',
  `${demoAppName}.localhost`,
]

/** Makes the key of the port; certificates come from the host authority. */
export async function createServerIdentity(options: {
  state: () => ClusterState
  clock: Clock
  hosts: readonly string[]
}): Promise<ServerIdentity> {
  const key = await generateKey('ecdsa-p256')
  const names = [...ownNames, ...options.hosts.filter((host) => !isAddress(host))]
  const addresses = ['127.0.0.1', '::1', ...options.hosts.filter(isAddress)]
  let made: (ServedIdentity & { from: number; until: number }) | undefined
  return {
    current() {
      const now = options.clock.now()
      if (made === undefined || now < made.from || now >= made.until) {
        const notAfter = now + lifetimeMs
        const cert = issueTlsCertificate({
          authority: tlsAuthority(options.state().authorities, 'host'),
          publicKey: key,
          subject: systemIdentity(options.state(), 'Auth', options.state().hostId),
          dnsNames: [...new Set(names)],
          ipAddresses: [...new Set(addresses)],
          notBefore: now - backdatingMs,
          notAfter,
        })
        const until = notAfter - lifetimeMs / 3
        made = { cert, key: privateKeyPem(key), from: now - backdatingMs, until }
      }
      return made
    },
  }
}

/** The administrator's certificate for the data folder; it lasts as long as the authority beside which it lies. */
export async function createAdminIdentity(state: ClusterState, now: number): Promise<ServedIdentity> {
  const key: KeyObject = await generateKey('ecdsa-p256')
  const authority = tlsAuthority(state.authorities, 'host')
  const cert = issueTlsCertificate({
    authority,
    publicKey: key,
    subject: systemIdentity(state, adminRole, 'admin'),
    notBefore: now - backdatingMs,
    notAfter: authority.notAfter,
  })
  return { cert, key: privateKeyPem(key) }
}

/** An IP address rather than a name. */
function isAddress(host: string): boolean {
  return host.includes(':') || /^\d+(\.\d+){3}$/.test(host)
}

function systemIdentity(state: ClusterState, role: string, name: string) {
  const { clusterName } = state
  return { userName: `${name}.${clusterName}`, roles: [role], clusterName }
}
