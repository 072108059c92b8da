import type { AppError } from '../../../shared/errors.ts'
import type { Identity } from '../../credentials/index.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Listening, Network } from '../../ports/network.ts'
import { dialAuth } from '../index.ts'
import type { AuthConnection } from '../index.ts'
import { ScriptedCluster, clusterName } from './scripted-cluster.ts'
import type { Script } from './scripted-cluster.ts'

/** A bot that has joined, and the scripted cluster it talks to; `close` after every test. */
export class TestSession {
  readonly clock: Clock
  readonly cluster: ScriptedCluster
  readonly botIdentity: Identity
  readonly #network: Network
  #listening: Listening | undefined
  #connection: AuthConnection | undefined

  constructor({ network, clock }: { network: Network; clock: Clock }) {
    this.clock = clock
    this.#network = network
    this.cluster = new ScriptedCluster({ at: clock.now() })
    this.botIdentity = this.cluster.identity()
  }

  async connect(script: Script): Promise<AuthConnection> {
    await this.close()
    this.#listening = await this.#network.serveTls(this.cluster.service(script))
    this.#connection = dialAuth({
      network: this.#network,
      address: `127.0.0.1:${this.#listening.port}`,
      clusterName,
      identity: this.botIdentity,
      roots: { kind: 'pem', certificates: this.botIdentity.tlsAuthorities },
      clientVersion: '18.2.3',
    })
    return this.#connection
  }

  /** Ends the cluster, not the connection to it. */
  async stopCluster(): Promise<void> {
    await this.#listening?.close()
  }

  async close(): Promise<void> {
    this.#connection?.close()
    await this.stopCluster()
  }
}

/** The error of a call that has to fail. */
export function refusalOf(promise: Promise<unknown>): Promise<AppError> {
  return promise.then(
    () => {
      throw new Error('the call succeeded')
    },
    (error: unknown) => error as AppError,
  )
}
