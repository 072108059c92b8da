import { BlockList, isIP } from 'node:net'

/** The variables that name a proxy; handed in, never read from the process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A proxy that carries our connections by HTTP CONNECT (teleport-wire.md 9). `authorization` is secret. */
export interface HttpProxy {
  readonly secure: boolean
  readonly host: string
  readonly port: number
  /** Value of `Proxy-Authorization`. */
  readonly authorization?: string
}

/** A proxy setting that names no proxy we can use. */
export class ProxySettingError extends Error {
  override readonly name = 'ProxySettingError'
}

/**
 * The proxy for a TLS address: `HTTPS_PROXY`, else `HTTP_PROXY`, unless `NO_PROXY` or loopback spares it
 * (teleport-wire.md 9). Throws `ProxySettingError` for a setting that cannot be used.
 */
export function proxyFor(
  target: { readonly host: string; readonly port: number },
  environment: Environment,
): HttpProxy | undefined {
  const read = (name: string) => environment[name.toUpperCase()] || environment[name.toLowerCase()] || ''
  // Under CGI, HTTP_PROXY can be set by the "Proxy" header of a stranger's request.
  const setting = read('https_proxy') || (environment['REQUEST_METHOD'] ? '' : read('http_proxy'))
  if (setting === '' || isSpared(target, read('no_proxy'))) return undefined
  return parseProxy(setting)
}

function parseProxy(setting: string): HttpProxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(setting) ? setting : `http://${setting}`
  if (!URL.canParse(text)) throw new ProxySettingError('the proxy setting is not an address')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ProxySettingError(`proxies of kind ${url.protocol.slice(0, -1)} are not supported`)
  }
  const secure = url.protocol === 'https:'
  const proxy = {
    secure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
  }
  if (url.username === '' && url.password === '') return proxy
  const user = `${decoded(url.username)}:${decoded(url.password)}`
  return { ...proxy, authorization: `Basic ${Buffer.from(user).toString('base64')}` }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new ProxySettingError('the user of the proxy setting is not well encoded')
  }
}

function isSpared(target: { readonly host: string; readonly port: number }, noProxy: string): boolean {
  const host = target.host.trim().toLowerCase()
  if (host === 'localhost' || isLoopback(host)) return true
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && matches(entry, host, target.port))
}

function isLoopback(host: string): boolean {
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** One entry of `NO_PROXY`; a malformed one matches nothing. */
function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return isInSubnet(entry, host)
  const parts = splitPort(entry)
  if (!parts || (parts.port !== undefined && parts.port !== String(port))) return false
  if (isIP(parts.host) !== 0) return parts.host === host
  const name = parts.host.startsWith('*.') ? parts.host.slice(1) : parts.host
  return name.startsWith('.') ? host.endsWith(name) : host === name || host.endsWith(`.${name}`)
}

function splitPort(entry: string): { host: string; port?: string } | undefined {
  if (isIP(entry) !== 0) return { host: entry }
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d+))?$/.exec(entry)
  const host = match?.[1] ?? match?.[2]
  if (host === undefined) return undefined
  return match?.[3] === undefined ? { host } : { host, port: match[3] }
}

function isInSubnet(entry: string, host: string): boolean {
  const [network = '', prefix = ''] = entry.split('/', 2)
  const family = isIP(network)
  const bits = Number(prefix)
  if (family === 0 || isIP(host) !== family || !/^\d+$/.test(prefix)) return false
  if (bits > (family === 4 ? 32 : 128)) return false
  const kind = family === 4 ? 'ipv4' : 'ipv6'
  const list = new BlockList()
  list.addSubnet(network, bits, kind)
  return list.check(host, kind)
}
