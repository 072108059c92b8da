import { parseGoUrl } from './go-url.ts'
import type { UrlFault } from './go-url.ts'
import { isIpv6, isLoopback, parsePort, splitHostPort } from './internet.ts'
import type { Verdict } from './verdict.ts'

const forms = 'Write `tcp://HOST:PORT` or `unix:///PATH`.'

function refusal(message: string, instead?: string): Verdict {
  return { severity: 'error', code: 'config.malformed-listen', message, instead }
}

function cannotOpen(message: string, instead?: string): Verdict {
  return { severity: 'hazard', code: 'config.listen-cannot-open', message, instead }
}

const faults: Readonly<Record<UrlFault, string>> = {
  'no-scheme': 'tbot refuses a listen address without a scheme.',
  colon: 'tbot reads this as a path with a colon in it and refuses it.',
  control: 'A listen address holds no tabs, line breaks or other control characters; tbot refuses it.',
  user: 'tbot takes what stands before `@` for a user name, and refuses a character of it.',
  bracket: 'Brackets hold an IPv6 address and close before the port; tbot refuses anything else.',
  port: 'tbot refuses this port: it must be a number.',
  host: 'tbot refuses a character of this host name.',
  escape: 'tbot takes `%` for the start of an escape and refuses this one.',
}

/**
 * The listen address of tunnels and the proxy: `error` where Go's URL parser refuses it when the file is
 * loaded, `hazard` where opening fails later (tbot-config.md 4.12).
 */
export function checkListen(text: string): Verdict | undefined {
  const url = parseGoUrl(text)
  if (typeof url === 'string') return refusal(`${faults[url]} ${forms}`, asTcp(text))
  const { scheme, host, path } = url
  if (scheme === 'tcp' || text.startsWith('//')) return checkTcp(host)
  if (scheme === 'unix') return checkUnix(host, path)
  if (scheme !== '') return cannotOpen(`tbot listens on tcp and unix addresses only. ${forms}`, asTcp(text))
  return cannotOpen(`This is a path without a scheme, which tbot cannot listen on. ${forms}`, asUnix(text))
}

function checkUnix(host: string, path: string): Verdict | undefined {
  if (host !== '') {
    return cannotOpen(
      'tbot drops the part right after `unix://` as a host. Write three slashes and an absolute path.',
      `unix:///${host}${path}`,
    )
  }
  return path === '' || path === '/'
    ? cannotOpen('The path of the socket is missing. Write `unix:///PATH`.')
    : undefined
}

function checkTcp(address: string): Verdict | undefined {
  const split = splitHostPort(address)
  if (split === undefined && isIpv6(address.replace(/:\d*$/, ''))) {
    return cannotOpen(`An IPv6 address stands in brackets: write \`tcp://[ADDRESS]:PORT\`.`)
  }
  if (split === undefined || split.port === '') {
    return cannotOpen('The port is missing, so tbot cannot listen. Write `tcp://HOST:PORT`.')
  }
  if (parsePort(split.port) === undefined) return cannotOpen('This port does not exist. Use 1 to 65535.')
  if (isLoopback(split.host)) return undefined
  return {
    severity: 'hazard',
    code: 'config.listen-beyond-loopback',
    message:
      'Everyone who reaches this address uses the bot’s rights without a login. Write `127.0.0.1` unless other machines must connect.',
  }
}

function asTcp(text: string): string | undefined {
  const split = splitHostPort(text)
  if (split === undefined || parsePort(split.port) === undefined) return undefined
  if (!/^[\w.:-]*$/.test(split.host)) return undefined
  const host = split.host === '' ? '127.0.0.1' : split.host
  return host.includes(':') ? `tcp://[${host}]:${split.port}` : `tcp://${host}:${split.port}`
}

function asUnix(text: string): string | undefined {
  return text.startsWith('/') ? `unix://${text}` : undefined
}

/** The listen address of the workload APIs: tbot checks nothing at load, so all is a hazard. */
export function checkWorkloadListen(text: string): Verdict | undefined {
  const verdict = checkListen(text)
  return verdict === undefined
    ? undefined
    : { ...verdict, severity: 'hazard', code: 'config.listen-cannot-open' }
}

/** `diag_addr`: tbot finds out only when it listens, and without the listener nobody sees the bot's health. */
export function checkListenAddress(text: string): Verdict | undefined {
  const bare = text.replace(/^(?:https?|tcp):\/\//, '').replace(/\/$/, '')
  const split = splitHostPort(bare)
  const isUsable = split !== undefined && parsePort(split.port) !== undefined && !/\s/.test(bare)
  if (!isUsable || bare !== text) {
    return {
      severity: 'hazard',
      code: 'config.malformed-diag-addr',
      message:
        'tbot cannot listen at this address, so the bot runs without diagnostics. Write `HOST:PORT`, for example `127.0.0.1:3001`.',
      instead: isUsable ? bare : undefined,
    }
  }
  if (isLoopback(split.host)) return undefined
  return {
    severity: 'info',
    code: 'config.diag-addr-beyond-loopback',
    message:
      'Other machines can read the bot’s health and metrics at this address, without a login. Write `127.0.0.1` unless a probe or Prometheus needs it.',
  }
}
