import { AppError } from '../../shared/errors.ts'
import { authorizedKeyLine, parseAuthorizedKey } from './ssh-key.ts'

const marker = '@cert-authority'

/** One `@cert-authority` line of a known_hosts file, read. */
export interface KnownHostsAuthority {
  readonly hosts: readonly string[]
  /** `type base64`, as `Identity.sshAuthorities` holds it. */
  readonly authorityKey: string
  readonly blob: Uint8Array
}

/** One line that makes SSH trust a cluster's hosts (teleport-wire.md 6.4), without a newline. `authorityKey` is `type base64`. */
export function knownHostsLine(
  options:
    | { authorityKey: string; clusterName: string; proxyHost?: string }
    | { authorityKey: string; wildcard: true },
): string {
  const hosts =
    'wildcard' in options
      ? ['*']
      : [options.proxyHost ?? '', options.clusterName, `*.${options.clusterName}`].filter(
          (host) => host !== '',
        )
  if (hosts.some((host) => /[\s,]/.test(host))) {
    throw new AppError('usage.bad-argument', 'a host name in known_hosts has white space or a comma')
  }
  const { blob } = parseAuthorizedKey(options.authorityKey)
  return `${marker} ${hosts.join(',')} ${authorizedKeyLine(blob, 'type=host')}`
}

/** True for lines `parseKnownHostsLine` reads. */
export function isKnownHostsAuthority(line: string): boolean {
  return line.startsWith(marker)
}

/** Reads a `@cert-authority` line; anything else is refused. */
export function parseKnownHostsLine(line: string): KnownHostsAuthority {
  const [first, hosts, ...key] = line.trim().split(/[ \t]+/)
  if (first !== marker || hosts === undefined || key.length < 2) {
    throw new AppError('credential.malformed', 'not a complete @cert-authority line')
  }
  const { blob } = parseAuthorizedKey(key.join(' '))
  return { hosts: hosts.split(','), authorityKey: authorizedKeyLine(blob), blob }
}
