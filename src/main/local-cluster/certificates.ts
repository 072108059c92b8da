import type { KeyObject } from 'node:crypto'
import {
  issueSshCertificate,
  issueTlsCertificate,
  parseAuthorizedKey,
  parsePublicKeyDer,
  parsePublicKeyPem,
} from '../credentials/index.ts'
import type { TlsIdentity } from '../credentials/index.ts'
import type { Random } from '../ports/random.ts'
import { randomUuid } from '../ports/random.ts'
import { sshAuthority, tlsAuthority } from './authorities.ts'
import type { StoredAuthority } from './authorities.ts'
import { badParameter } from './refusals.ts'
import type { RoleResource } from './resources/role.ts'
import { loginsOf } from './roles.ts'

/** The two public keys a certificate is wanted for; at least one is there. */
export interface PublicKeys {
  readonly tls?: KeyObject
  /** SSH wire form. */
  readonly ssh?: Uint8Array
}

/** Certificates as the wire wants them, one of each key given. */
export interface IssuedCertificates {
  /** PEM. */
  readonly tls?: string
  /** authorized_keys line. */
  readonly ssh?: string
  readonly notAfter: number
}

/** The principal every certificate has, so that its holder can reach the cluster by SSH (teleport-wire.md 5.2). */
const joinPrincipal = '-teleport-internal-join'
const backdatingMs = 60_000
const longestRenewableMs = 24 * 3_600_000
const defaultLifetimeMs = 3_600_000

/** Reads keys in the forms of GenerateUserCerts: authorized_keys, PEM, and one old key for both (teleport-wire.md 4.5). */
export function readKeys(sent: { ssh: Uint8Array; tls: Uint8Array; both?: Uint8Array }): PublicKeys {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
  const ssh = sent.ssh.length > 0 ? sent.ssh : (sent.both ?? new Uint8Array())
  const sshKey = ssh.length > 0 ? read(() => parseAuthorizedKey(text(ssh))) : undefined
  const tlsKey = sent.tls.length > 0 ? read(() => parsePublicKeyPem(text(sent.tls))) : undefined
  const oldKey = (sent.both?.length ?? 0) > 0 ? sshKey?.publicKey : undefined
  return usableKeys(tlsKey ?? oldKey, sshKey?.blob)
}

/** Reads keys in the forms of the newer join service: PKIX DER and SSH wire form (teleport-wire.md 3.2). */
export function readWireKeys(sent: { tls: Uint8Array; ssh: Uint8Array }): PublicKeys {
  const tlsKey = sent.tls.length > 0 ? read(() => parsePublicKeyDer(sent.tls)) : undefined
  const line = `${sshType(sent.ssh)} ${Buffer.from(sent.ssh).toString('base64')}`
  const sshKey = sent.ssh.length > 0 ? read(() => parseAuthorizedKey(line)) : undefined
  return usableKeys(tlsKey, sshKey?.blob)
}

/** The end of a certificate: what was asked, default one hour, never past the given longest life. */
export function expiryFor(
  asked: number | undefined,
  limits: { now: number; longestMs: number; isRenewable: boolean },
): number {
  const { now } = limits
  const longestMs = limits.isRenewable ? Math.min(limits.longestMs, longestRenewableMs) : limits.longestMs
  const wanted = asked ?? now + defaultLifetimeMs
  if (wanted <= now) throw badParameter('the certificate would be expired before it is made')
  return Math.min(wanted, now + longestMs)
}

/** Signs the TLS and the SSH certificate of a user from the user authority (teleport-wire.md 5.1 to 5.3). */
export function issueUserCertificates(options: {
  authorities: readonly StoredAuthority[]
  identity: TlsIdentity
  roles: readonly RoleResource[]
  keys: PublicKeys
  now: number
  notAfter: number
  random: Random
}): IssuedCertificates {
  const { authorities, keys, now, notAfter, random } = options
  const granted = loginsOf(options.roles, options.identity.traits ?? {})
  const placeholder = `-teleport-nologin-${randomUuid(random)}`
  const principals = [...(granted.length > 0 ? granted : [placeholder]), joinPrincipal]
  const identity = { ...options.identity, logins: principals }
  const notBefore = now - backdatingMs
  return {
    notAfter,
    ...(keys.tls && {
      tls: issueTlsCertificate({
        authority: tlsAuthority(authorities, 'user'),
        publicKey: keys.tls,
        subject: identity,
        notBefore,
        notAfter,
      }),
    }),
    ...(keys.ssh && {
      ssh: issueSshCertificate({
        authority: sshAuthority(authorities, 'user').key,
        publicKey: keys.ssh,
        kind: 'user',
        keyId: identity.userName,
        serial: randomSerial(random),
        principals,
        validAfter: notBefore,
        validBefore: notAfter,
        extensions: sshExtensions(identity, options.roles),
      }),
    }),
  }
}

/** Signs an SSH host certificate (teleport-wire.md 5.2). */
export function issueHostCertificate(options: {
  authorities: readonly StoredAuthority[]
  clusterName: string
  publicKey: Uint8Array
  principals: readonly string[]
  role: string
  now: number
  notAfter: number
  random: Random
}): string {
  return issueSshCertificate({
    authority: sshAuthority(options.authorities, 'host').key,
    publicKey: options.publicKey,
    kind: 'host',
    keyId: '',
    serial: randomSerial(options.random),
    principals: options.principals,
    validAfter: options.now - backdatingMs,
    validBefore: options.notAfter,
    extensions: { 'x-teleport-role': options.role, 'x-teleport-authority': options.clusterName },
  })
}

/** Runs a reader of a key that was sent; what it refuses is the sender's fault. */
function read<T>(reader: () => T): T {
  try {
    return reader()
  } catch {
    throw badParameter('a public key cannot be read')
  }
}

function usableKeys(tls: PublicKeys['tls'], ssh: PublicKeys['ssh']): PublicKeys {
  if (tls === undefined && ssh === undefined) throw badParameter('there is no public key in the request')
  if ((tls?.asymmetricKeyDetails?.modulusLength ?? 2048) < 2048) {
    throw badParameter('an RSA key needs 2048 bits or more')
  }
  return { ...(tls && { tls }), ...(ssh && { ssh }) }
}

function sshType(blob: Uint8Array): string {
  const bytes = Buffer.from(blob)
  const length = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0
  return bytes.subarray(4, 4 + length).toString('latin1')
}

function sshExtensions(
  identity: TlsIdentity,
  roles: readonly RoleResource[],
): Readonly<Record<string, string>> {
  const { traits, generation } = identity
  const hasTraits = traits !== undefined && Object.keys(traits).length > 0
  const extensions: Record<string, string> = {
    'permit-pty': '',
    'teleport-roles': JSON.stringify({ version: 'v1', roles: identity.roles }),
    'teleport-traits': hasTraits ? JSON.stringify(traits) : 'null',
  }
  const mayForward = roles.every(({ spec }) => spec.options.port_forwarding !== false)
  if (mayForward) extensions['permit-port-forwarding'] = ''
  if (roles.some(({ spec }) => spec.options.forward_agent)) extensions['permit-agent-forwarding'] = ''
  if (identity.routeToCluster !== undefined) extensions['teleport-route-to-cluster'] = identity.routeToCluster
  if (identity.renewable === true) extensions['renewable'] = ''
  if (generation !== undefined) extensions['generation'] = String(generation)
  if (identity.botName !== undefined) extensions['bot-name@goteleport.com'] = identity.botName
  if (identity.botInstanceId !== undefined) {
    extensions['bot-instance-id@goteleport.com'] = identity.botInstanceId
  }
  if (identity.impersonator !== undefined) extensions['impersonator'] = identity.impersonator
  if (identity.disallowReissue === true) extensions['disallow-reissue'] = ''
  return extensions
}

function randomSerial(random: Random): bigint {
  return Buffer.from(random.bytes(8)).readBigUInt64BE() >> 1n
}
