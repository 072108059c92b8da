import type { KeyObject } from 'node:crypto'
import {
  keyMatches,
  parsePrivateKey,
  parseTlsCertificate,
  splitPem,
  verifyTlsCertificate,
} from '../../credentials/index.ts'
import type { TlsCertificate } from '../../credentials/index.ts'
import type { Peer, TlsDial, TlsPeer, TlsService } from '../network.ts'

type Outcome =
  { readonly peer: Omit<Peer, 'remoteAddress'>; readonly alpn: string } | { readonly failure: string }

/** What a TLS handshake decides, without the bytes: ALPN, the server's name and chain, the client's chain and key. */
export function shakeHands(target: TlsDial, { service, at }: { service: TlsService; at: number }): Outcome {
  const alpn = service.pickAlpn(target.alpn, target.serverName)
  if (alpn === undefined || !target.alpn.includes(alpn)) return { failure: 'no application protocol' }
  const served = service.secureContext(target.serverName)
  const server = leafOf(served)
  if (!server) return { failure: 'the key of the server does not match its certificate' }
  const doubt = doubtAbout(server, target, at)
  if (doubt !== undefined) return { failure: doubt }
  const peer = { serverName: target.serverName }
  if (!target.certificate) return { peer, alpn }
  const client = leafOf(target.certificate)
  if (!client) return { failure: 'the key of the client does not match its certificate' }
  // A certificate that chains to nothing leaves its owner anonymous, as on the real port.
  const isKnown = isSignedBy(client, service.clientAuthorities(), at)
  return { peer: isKnown ? { ...peer, certificate: client.der } : peer, alpn }
}

/** What a client that believes nobody sees of a server; undefined when no ALPN name suits. */
export function showTls(
  wanted: { serverName: string; alpn: readonly string[] },
  service: TlsService,
): TlsPeer | undefined {
  const alpn = service.pickAlpn(wanted.alpn, wanted.serverName)
  const server = leafOf(service.secureContext(wanted.serverName))
  if (alpn === undefined || server === undefined) return undefined
  // No authority of the simulation is known to the computer.
  return {
    protocol: 'TLSv1.3',
    alpn,
    certificate: server.der,
    distrust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  }
}

function leafOf({ cert, key }: { cert: string; key: string }): TlsCertificate | undefined {
  const [pem] = splitPem(cert)
  if (pem === undefined) return undefined
  const certificate = parseTlsCertificate(pem)
  const privateKey: KeyObject = parsePrivateKey(key)
  return keyMatches(privateKey, certificate.publicKey) ? certificate : undefined
}

function doubtAbout(server: TlsCertificate, target: TlsDial, at: number): string | undefined {
  if (target.roots.kind === 'none') return undefined
  if (target.roots.kind === 'system' || !isSignedBy(server, target.roots.certificates, at)) {
    return 'unable to verify the first certificate'
  }
  const names = [...server.dnsNames, ...server.ipAddresses]
  return names.some((name) => matches(name, target.serverName))
    ? undefined
    : `the certificate is not for ${target.serverName}`
}

function isSignedBy(certificate: TlsCertificate, authorities: readonly string[], at: number): boolean {
  try {
    verifyTlsCertificate({ certificate: certificate.der, authorities, at })
    return true
  } catch {
    return false
  }
}

/** RFC 6125 6.4.3: a star stands for exactly one label. */
function matches(pattern: string, name: string): boolean {
  const wanted = name.toLowerCase()
  const given = pattern.toLowerCase()
  if (!given.startsWith('*.')) return given === wanted
  return wanted.endsWith(given.slice(1)) && !wanted.slice(0, -given.length + 1).includes('.')
}
