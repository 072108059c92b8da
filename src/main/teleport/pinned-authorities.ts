import { createClient } from '@connectrpc/connect'
import { AuthService } from '../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import { AppError } from '../../shared/errors.ts'
import { caPin, parseCaPin, parseTlsCertificate } from '../credentials/index.ts'
import type { Network } from '../ports/network.ts'
import { callCluster, malformedAnswer } from './call-errors.ts'
import { callTimeoutMs, dialAuth } from './connection.ts'
import { readPemAuthorities } from './received-identity.ts'

/**
 * Asks an unverified server for its authorities and trusts them only when every one matches a pin (teleport-wire.md 2.5).
 * Returns PEM, to be the roots of the next connection. Nothing secret is sent. Refuses with `join.ca-pin-mismatch`.
 */
export async function pinnedAuthorities(options: {
  network: Network
  address: string
  pins: readonly string[]
  at: number
  clientVersion?: string
  signal: AbortSignal
}): Promise<string[]> {
  const { signal, address } = options
  const pinned = options.pins.map((pin) => parseCaPin(pin))
  const shown = await shownAuthorities(options)
  const shownPins = shown.map((certificate) => caPin(certificate))
  if (!shownPins.every((pin) => pinned.includes(pin))) {
    throw new AppError(
      'join.ca-pin-mismatch',
      `the server at ${address} shows an authority that is not pinned`,
      {
        details: { pinned, shown: shownPins, address },
      },
    )
  }
  signal.throwIfAborted()
  shown.forEach((certificate) => requireValid(certificate, options.at))
  return shown
}

/** The authorities a server shows to anybody, PEM: nothing says yet that they are the cluster's. */
export async function shownAuthorities(options: {
  network: Network
  address: string
  clientVersion?: string
  signal: AbortSignal
}): Promise<string[]> {
  const connection = dialAuth({
    network: options.network,
    address: options.address,
    roots: { kind: 'none' },
    clientVersion: options.clientVersion ?? '',
  })
  try {
    const answer = await callCluster(options, () =>
      createClient(AuthService, connection.transport).getClusterCACert(
        {},
        { signal: options.signal, timeoutMs: callTimeoutMs },
      ),
    )
    const shown = readPemAuthorities([answer.TLSCA])
    if (shown.length === 0) throw malformedAnswer('the server shows no authority')
    return shown
  } finally {
    connection.close()
  }
}

function requireValid(certificate: string, at: number): void {
  const { notBefore, notAfter } = parseTlsCertificate(certificate)
  if (at >= notBefore && at <= notAfter) return
  const details = { notBefore, notAfter, at }
  if (at < notBefore) {
    const message = 'the authority of the cluster is not valid yet at the time of this computer'
    // Clocks are set soon after a computer starts: worth trying again.
    throw new AppError('clock.skew', message, { details, retryable: true })
  }
  throw new AppError('credential.expired', 'the authority of the cluster has expired', { details })
}
