import { isIpv6 } from './internet.ts'

/** What Go's `url.Parse` finds in a text, as far as a listen address needs it. Escapes stay as written. */
export interface GoUrl {
  /** In lower case; "" when there is none. */
  readonly scheme: string
  /** With the port, without user and password. */
  readonly host: string
  readonly path: string
}

/** Why `url.Parse` refuses a text. */
export type UrlFault = 'control' | 'no-scheme' | 'colon' | 'user' | 'bracket' | 'port' | 'host' | 'escape'

const brokenEscape = /%(?![\dA-Fa-f]{2})/
/** In a host an escape may stand only for a byte that is not ASCII, or for the percent sign. */
const brokenEscapeInHost = /%(?!25|[89A-Fa-f][\dA-Fa-f])/
const strangeInHost = /[^%\w.~!$&'()*+,;=:[\]<>"\u0080-\u{10ffff}-]/u
/** In the zone of an IPv6 address an escape may stand for what needs none, a blank or the percent sign. */
const escapableInZone = /[\w.~!$&'()*+,;=:[\]<>" %-]/

/** Reads a text as Go's `url.Parse` does, the newest one known here. */
export function parseGoUrl(text: string): GoUrl | UrlFault {
  const [address, fragment] = cut(text, '#')
  if (/(?=\p{ASCII})\p{Cc}/u.test(address)) return 'control'
  if (address.startsWith(':')) return 'no-scheme'
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(address)?.[1] ?? ''
  const [rest] = cut(scheme === '' ? address : address.slice(scheme.length + 1), '?')
  if (brokenEscape.test(fragment)) return 'escape'
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { scheme: scheme.toLowerCase(), host: '', path: '' }
    if (cut(rest, '/')[0].includes(':')) return 'colon'
  }
  const hasHost = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))
  const slash = hasHost ? rest.indexOf('/', 2) : 0
  const path = slash < 0 ? '' : rest.slice(slash)
  const authority = hasHost ? rest.slice(2, rest.length - path.length) : ''
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  const fault =
    faultOfHost(host) ??
    faultOfUser(authority.slice(0, -host.length - 1)) ??
    (brokenEscape.test(path) ? 'escape' : undefined)
  return fault ?? { scheme: scheme.toLowerCase(), host, path }
}

function faultOfUser(user: string): UrlFault | undefined {
  if (/[^\w.:~!$&'()*+,;=%@-]/.test(user)) return 'user'
  return brokenEscape.test(user) ? 'escape' : undefined
}

function faultOfHost(host: string): UrlFault | undefined {
  const open = host.lastIndexOf('[')
  if (open > 0) return 'bracket'
  if (open < 0) {
    const colon = host.lastIndexOf(':')
    return isPort(colon < 0 ? '' : host.slice(colon)) ? faultOfName(host) : 'port'
  }
  const close = host.lastIndexOf(']')
  if (close < 0) return 'bracket'
  if (!isPort(host.slice(close + 1))) return 'port'
  const [address, zone] = cut(host.slice(1, close), '%25')
  const isWhole = zone !== '' || !host.includes('%25')
  if (!isIpv6(address) || address.includes('%') || !isWhole) return 'bracket'
  return faultOfZone(zone)
}

function faultOfName(name: string): UrlFault | undefined {
  if (strangeInHost.test(name)) return 'host'
  return brokenEscapeInHost.test(name) ? 'escape' : undefined
}

function faultOfZone(zone: string): UrlFault | undefined {
  if (strangeInHost.test(zone)) return 'host'
  const escaped = [...zone.matchAll(/%([\dA-Fa-f]{2})/g)].map(([, digits = '']) =>
    Number.parseInt(digits, 16),
  )
  const isBroken = escaped.some((byte) => !escapableInZone.test(String.fromCharCode(byte)))
  return isBroken || brokenEscape.test(zone) ? 'escape' : undefined
}

/** Nothing, or a colon and digits, which may be missing. */
function isPort(text: string): boolean {
  return /^(?::\d*)?$/.test(text)
}

function cut(text: string, mark: string): readonly [before: string, after: string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)]
}
