import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import {
  authorizedKeyLine,
  createTlsAuthority,
  generateKey,
  keyAlgorithmName,
  parseTlsCertificate,
  sshPublicKeyBlob,
} from '../credentials/index.ts'
import type { KeyAlgorithm } from '../credentials/index.ts'
import { AppError } from '../../shared/errors.ts'

/** The authorities of the local cluster (teleport-wire.md 4.6). */
export const authorityTypes = ['host', 'user', 'db', 'openssh', 'jwt', 'spiffe'] as const
export type AuthorityType = (typeof authorityTypes)[number]

/** One authority as it is stored; keys are PKCS#8 PEM and secret. */
export interface StoredAuthority {
  readonly type: AuthorityType
  readonly tls?: { readonly certificate: string; readonly key: string }
  readonly ssh?: { readonly key: string }
  readonly jwt?: { readonly key: string }
}

/** An authority ready to sign. */
export interface Authority {
  readonly type: AuthorityType
  readonly tls?: { readonly certificate: string; readonly key: KeyObject; readonly notAfter: number }
  readonly ssh?: { readonly key: KeyObject; readonly line: string }
  readonly jwt?: { readonly key: KeyObject }
}

/** Keys of the suite balanced-v1 (teleport-wire.md 4.4). */
const keysOf: Readonly<
  Record<AuthorityType, Readonly<Partial<Record<'tls' | 'ssh' | 'jwt', KeyAlgorithm>>>>
> = {
  host: { tls: 'ecdsa-p256', ssh: 'ed25519' },
  user: { tls: 'ecdsa-p256', ssh: 'ed25519' },
  db: { tls: 'rsa-2048' },
  openssh: { ssh: 'ed25519' },
  jwt: { jwt: 'ecdsa-p256' },
  spiffe: { tls: 'ecdsa-p256', jwt: 'rsa-2048' },
}

const lifetimeMs = 10 * 365 * 24 * 3_600_000

/** Makes all authorities of a new cluster. */
export function createAuthorities(clusterName: string, now: number): Promise<readonly StoredAuthority[]> {
  return Promise.all(authorityTypes.map((type) => createAuthority(type, clusterName, now)))
}

async function createAuthority(
  type: AuthorityType,
  clusterName: string,
  now: number,
): Promise<StoredAuthority> {
  const { tls, ssh, jwt } = keysOf[type]
  const tlsKey = tls === undefined ? undefined : await generateKey(tls)
  const validity = { notBefore: now - 60_000, notAfter: now + lifetimeMs }
  return {
    type,
    ...(tlsKey && {
      tls: {
        certificate: createTlsAuthority({ clusterName, key: tlsKey, ...validity }),
        key: pkcs8(tlsKey),
      },
    }),
    ...(ssh && { ssh: { key: pkcs8(await generateKey(ssh)) } }),
    ...(jwt && { jwt: { key: pkcs8(await generateKey(jwt)) } }),
  }
}

const loaded = new WeakMap<StoredAuthority, Authority>()

/** The authority of a type with its keys read; read once for each stored one. */
export function authorityOf(authorities: readonly StoredAuthority[], type: AuthorityType): Authority {
  const stored = authorities.find((each) => each.type === type)
  if (stored === undefined) throw new AppError('internal.unexpected', `there is no ${type} authority`)
  const known = loaded.get(stored) ?? load(stored)
  loaded.set(stored, known)
  return known
}

/** The TLS half of an authority that has one. */
export function tlsAuthority(
  authorities: readonly StoredAuthority[],
  type: 'host' | 'user',
): NonNullable<Authority['tls']> {
  const { tls } = authorityOf(authorities, type)
  if (tls === undefined) throw new AppError('internal.unexpected', `the ${type} authority has no TLS key`)
  return tls
}

/** The SSH half of an authority that has one. */
export function sshAuthority(
  authorities: readonly StoredAuthority[],
  type: 'host' | 'user',
): NonNullable<Authority['ssh']> {
  const { ssh } = authorityOf(authorities, type)
  if (ssh === undefined) throw new AppError('internal.unexpected', `the ${type} authority has no SSH key`)
  return ssh
}

/** Names of an authority's key algorithms, for people. */
export function authorityAlgorithm(authority: Authority): string {
  const { tls, ssh, jwt } = authority
  const names = [tls?.key, ssh?.key, jwt?.key].flatMap((key) =>
    key === undefined ? [] : [keyAlgorithmName(key)],
  )
  return [...new Set(names)].join(', ')
}

function load(stored: StoredAuthority): Authority {
  const { type, tls, ssh, jwt } = stored
  const sshKey = ssh && createPrivateKey(ssh.key)
  return {
    type,
    ...(tls && {
      tls: {
        certificate: tls.certificate,
        key: createPrivateKey(tls.key),
        notAfter: parseTlsCertificate(tls.certificate).notAfter,
      },
    }),
    ...(sshKey && {
      ssh: { key: sshKey, line: authorizedKeyLine(sshPublicKeyBlob(createPublicKey(sshKey))) },
    }),
    ...(jwt && { jwt: { key: createPrivateKey(jwt.key) } }),
  }
}

function pkcs8(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString()
}
