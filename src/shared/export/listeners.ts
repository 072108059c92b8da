import { parsePort, splitHostPort } from '../config/internet.ts'
import type { ExportSource, SourceService } from './source.ts'
import { isOn, textAt } from './values.ts'

/** A `tcp://` listener of a service, or the diagnostics address. */
export interface Listener {
  /** `services[0].listen`, or `diag_addr`. */
  readonly path: string
  readonly host: string
  readonly port: number
  readonly service?: SourceService
}

/** Listeners with a port, `diag_addr` last. A bot that runs once opens none (tbot-runtime.md 2.4). */
export function listeners({ services, values }: ExportSource): Listener[] {
  if (isOn(values, 'oneshot')) return []
  const diagnosticsAddress = addressOf(textAt(values, 'diag_addr'))
  return [
    ...services.flatMap((service) => {
      const listen = /^(?:tcp:)?\/\/(.*)$/.exec(textAt(service.values, 'listen'))?.[1]
      const address = addressOf(listen ?? '')
      return address === undefined ? [] : [{ ...address, path: `${service.path}.listen`, service }]
    }),
    ...(diagnosticsAddress === undefined ? [] : [{ ...diagnosticsAddress, path: 'diag_addr' }]),
  ]
}

function addressOf(text: string): { readonly host: string; readonly port: number } | undefined {
  const split = splitHostPort(text)
  const port = parsePort(split?.port ?? '')
  return split === undefined || port === undefined ? undefined : { host: split.host, port }
}

/** Where the bot answers about itself; undefined when the file does not ask for it. */
export function diagnostics(source: ExportSource): Listener | undefined {
  return listeners(source).find(({ path }) => path === 'diag_addr')
}

/** True for an address that means every interface of the computer. */
export function isEverywhere(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::'
}

/** `host:port`, with an IPv6 address in brackets. */
export function hostPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
