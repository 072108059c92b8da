import { hostOf } from '../../shared/address.ts'
import { isLoopback } from '../../shared/config/internet.ts'
import { AppError } from '../../shared/errors.ts'

/** Where the listener binds. `host` is empty for every interface, as in `:3001`. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
}

/** Reads Go's TCP listen form `host:port`, `[::1]:port`, `:port`; rejects with `diagnostics.address-malformed`. */
export function parseListenAddress(text: string): ListenAddress {
  const match = /^(?:\[(?<v6>[^\]]*)\]|(?<host>[^:[\]\s/]*)):(?<port>\d{1,5})$/.exec(text)
  const port = Number(match?.groups?.['port'])
  if (!match || port > 65_535) {
    throw new AppError(
      'diagnostics.address-malformed',
      `cannot listen on ${JSON.stringify(text)}: not host:port`,
      {
        details: { address: text },
      },
    )
  }
  return { host: match.groups?.['v6'] ?? match.groups?.['host'] ?? '', port }
}

/**
 * Whether a request's `Host` names this listener. A loopback listener answers only to names of this computer, so
 * that a web page cannot reach it through a name of its own (DNS rebinding).
 */
export function isExpectedHost(header: string | undefined, listen: ListenAddress): boolean {
  if (!isLoopback(listen.host) || header === undefined) return true
  return ['localhost', '127.0.0.1', '::1', listen.host.toLowerCase()].includes(hostOf(header).toLowerCase())
}
