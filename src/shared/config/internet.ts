/** True for an IPv4 address in dotted form. */
export function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text)
}

/** True for an IPv6 address without brackets; a zone is allowed as in Go. */
export function isIpv6(text: string): boolean {
  const [address = '', zone] = text.split('%', 2)
  if (zone === '' || !address.includes(':')) return false
  const halves = address.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const hasIpv4Tail = last.includes('.') && isIpv4(last) && !address.endsWith(':')
  const plain = hasIpv4Tail ? groups.slice(0, -1) : groups
  const size = plain.length + (hasIpv4Tail ? 2 : 0)
  if (!plain.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return false
  return halves.length === 2 ? size < 8 : size === 8
}

export function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text)
}

/** A port as digits, 0 to 65535; undefined otherwise. */
export function parsePort(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined
  const port = Number(text)
  return port <= 65_535 ? port : undefined
}

/** `host:port` or `[address]:port` in its parts; the port is text as written. */
export function splitHostPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:]*)$/.exec(text)
  if (match === null) return undefined
  return { host: match[1] ?? match[2] ?? '', port: match[3] ?? '' }
}

/** True for an address that only programs on this machine reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIpv4(host) && host.startsWith('127.'))
}
