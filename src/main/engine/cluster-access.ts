import { isAbsolute } from 'node:path'
import type { BotConfig } from '../../shared/config/model.ts'
import { AppError } from '../../shared/errors.ts'
import { parseTlsCertificate, splitPem } from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import type { Ports } from '../ports/index.ts'
import type { TlsRoots } from '../ports/network.ts'
import { readTextFile } from '../ports/text-file.ts'
import { clusterTimeOffset, dialAuth, joinCluster, pinnedAuthorities } from '../teleport/index.ts'
import type { AuthConnection } from '../teleport/index.ts'
import type { ClockWatch } from './clock-watch.ts'
import type { EventStream } from './event-stream.ts'

/** How one bot reaches its cluster: joining by configuration, afterwards with its identity. */
export class ClusterAccess {
  readonly #config: BotConfig
  readonly #ports: Ports
  readonly #version: string
  readonly #events: EventStream

  constructor(options: { config: BotConfig; ports: Ports; version: string; events: EventStream }) {
    this.#config = options.config
    this.#ports = options.ports
    this.#version = options.version
    this.#events = options.events
  }

  /** A connection that proves this identity and trusts only the authorities that came with it. */
  dial(identity: Identity): AuthConnection {
    return dialAuth({
      network: this.#ports.network,
      address: this.#config.address.address,
      clusterName: clusterNameOf(identity),
      identity,
      roots: { kind: 'pem', certificates: identity.tlsAuthorities },
      clientVersion: this.#version,
    })
  }

  /** The configured token, read from its file when it is an absolute path; undefined when none is configured. */
  async token(): Promise<string | undefined> {
    const { token } = this.#config.onboarding
    if (token === undefined || token === '' || !isAbsolute(token)) return token === '' ? undefined : token
    const text = await readTextFile(this.#ports.files, token)
    if (text === undefined || text.trim() === '') {
      throw new AppError('join.token-missing', `the token file ${token} is missing or empty`, {
        details: { path: token },
      })
    }
    return text.trim()
  }

  /** Learns the cluster's time where nothing has told it yet; a cluster that does not say is no error. */
  async learnTime(clockWatch: ClockWatch, o: { roots: TlsRoots; signal: AbortSignal }): Promise<void> {
    if (clockWatch.isMeasured) return
    const { network, clock } = this.#ports
    const offset = await clusterTimeOffset({ network, clock, address: this.#config.address.address, ...o })
    if (offset !== undefined) clockWatch.learn(offset)
  }

  /** Joins with the token; the authorities are checked first as the configuration asks (teleport-wire.md 2.5). */
  async join(
    token: string,
    { clockWatch, signal }: { clockWatch: ClockWatch; signal: AbortSignal },
  ): Promise<Identity> {
    const { joinMethod } = this.#config.onboarding
    if (joinMethod !== 'token') {
      throw new AppError('join.method-not-supported', `cannot join with the method ${joinMethod}`, {
        details: { method: joinMethod },
      })
    }
    if (this.#config.address.kind === 'proxy') {
      throw new AppError('internal.not-supported', 'joining through a proxy is not possible yet', {
        details: { address: this.#config.address.address },
      })
    }
    const roots = await this.#joinRoots(signal)
    await this.learnTime(clockWatch, { roots, signal })
    const { identity, variant } = await joinCluster({
      network: this.#ports.network,
      clock: clockWatch.clusterClock,
      address: this.#config.address.address,
      roots,
      joinMethod,
      token,
      ttlMs: this.#config.lifetime.credentialTtlMs,
      clientVersion: this.#version,
      signal,
    })
    this.#log('info', 'joined the cluster', { cluster: clusterNameOf(identity), variant })
    return identity
  }

  async #joinRoots(signal: AbortSignal): Promise<TlsRoots> {
    const { insecure, onboarding, address } = this.#config
    if (insecure) return { kind: 'none' }
    if (onboarding.caPins.length > 0) {
      const certificates = await pinnedAuthorities({
        network: this.#ports.network,
        address: address.address,
        pins: onboarding.caPins,
        at: this.#ports.clock.now(),
        signal,
      })
      return { kind: 'pem', certificates }
    }
    if (onboarding.caPath !== undefined) {
      const text = await readTextFile(this.#ports.files, onboarding.caPath)
      if (text !== undefined) return { kind: 'pem', certificates: splitPem(text) }
      this.#log('warning', 'ca_path does not exist: the cluster is not verified', { path: onboarding.caPath })
      return { kind: 'none' }
    }
    this.#log('warning', 'neither ca_pins nor ca_path is set: the cluster is not verified', {})
    return { kind: 'none' }
  }

  #log(level: 'info' | 'warning', message: string, fields: Record<string, string>): void {
    this.#events.emit({ kind: 'log', level, service: 'identity', message, fields })
  }
}

/** The cluster an identity belongs to: the issuer's first organisation (teleport-wire.md 3.6). */
export function clusterNameOf(identity: Identity): string {
  return parseTlsCertificate(identity.tlsCertificate).issuer.organization[0] ?? ''
}
