import { isLoopback, parsePort, splitHostPort } from './internet.ts'
import type { Verdict } from './verdict.ts'

const forms = 'Write `tcp://HOST:PORT` or `unix:///PATH`.'

function refusal(message: string, instead?: string): Verdict {
  return { severity: 'error', code: 'config.malformed-listen', message, instead }
}

function cannotOpen(message: string, instead?: string): Verdict {
  return { severity: 'hazard', code: 'config.listen-cannot-open', message, instead }
}

/**
 * The listen address of tunnels and the proxy: `error` where Go's URL parser refuses it when the file is
 * loaded, `hazard` where opening fails later (tbot-config.md 4.12).
 */
export function checkListen(text: string): Verdict | undefined {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text)
  if (text.startsWith(':'))
    return refusal(`tbot refuses a listen address without a scheme. ${forms}`, asTcp(text))
  if (/[\s"<>\\^`{|}]/.test(text))
    return refusal(`A listen address holds no spaces, quotes or brackets. ${forms}`)
  if (text.startsWith('//')) return checkAuthority(text, 'tcp', text)
  if (scheme === null) {
    const [segment = ''] = text.split('/', 1)
    return segment.includes(':')
      ? refusal(`tbot reads this as a path with a colon in it and refuses it. ${forms}`, asTcp(text))
      : cannotOpen(`This is a path without a scheme, which tbot cannot listen on. ${forms}`, asUnix(text))
  }
  const [, name = '', rest = ''] = scheme
  return checkAuthority(text, name.toLowerCase(), rest)
}

function checkAuthority(text: string, scheme: string, rest: string): Verdict | undefined {
  if (scheme === 'unix' && /^\/[^/]/.test(rest)) return undefined
  if (!rest.startsWith('//')) {
    return cannotOpen(
      `tbot takes the part before the colon for a scheme it does not know. ${forms}`,
      asTcp(text),
    )
  }
  const slash = rest.indexOf('/', 2)
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash)
  const path = slash < 0 ? '' : rest.slice(slash)
  const port = /:([^:\]]*)$/.exec(authority)?.[1]
  if (port !== undefined && !/^\d*$/.test(port)) {
    return refusal('tbot refuses this port: it must be a number. Write for example `tcp://127.0.0.1:8080`.')
  }
  if (authority.startsWith('[') && !/^\[[^\]]*\](?::\d*)?$/.test(authority)) {
    return refusal(`The bracket of this IPv6 address does not close before the port. ${forms}`)
  }
  switch (scheme) {
    case 'tcp':
      return checkTcp(authority)
    case 'unix':
      if (authority !== '') {
        return cannotOpen(
          'tbot drops the part right after `unix://` as a host. Write three slashes and an absolute path.',
          `unix:///${authority}${path}`,
        )
      }
      return path === '' || path === '/'
        ? cannotOpen('The path of the socket is missing. Write `unix:///PATH`.')
        : undefined
    default:
      return cannotOpen(`tbot listens on tcp and unix addresses only. ${forms}`)
  }
}

function checkTcp(authority: string): Verdict | undefined {
  const split = splitHostPort(authority)
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
