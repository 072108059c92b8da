import type { ExportSource, SourceService } from './source.ts'
import { isMap, listAt, mapAt, textAt, valueAt } from './values.ts'

/** A folder the bot writes to, or makes a socket in. */
export interface WrittenFolder {
  readonly path: string
  readonly use: 'storage' | 'destination' | 'socket'
  readonly service?: SourceService
  readonly readers: readonly { readonly kind: 'user' | 'group'; readonly name: string }[]
}

/** A `tcp://` listener of a service, or the diagnostics address. */
export interface Listener {
  /** `services[0].listen`, or `diag_addr`. */
  readonly path: string
  readonly host: string
  readonly port: number
  readonly service?: SourceService
}

/** Where tbot keeps its own identity when the file says nothing (tbot-config.md 1.1). */
export const defaultStorage = '/var/lib/teleport/bot'

/** The folder of the bot's own identity; undefined when it is no folder. */
export function storageFolder({ values }: ExportSource): string | undefined {
  if (valueAt(values, 'storage') === undefined) return defaultStorage
  return textAt(values, 'storage', 'type') === 'directory' ? textAt(values, 'storage', 'path') : undefined
}

/** Folders of the services, each once, in the order of the file. */
export function serviceFolders({ services }: ExportSource): WrittenFolder[] {
  const found = services.flatMap((service): WrittenFolder[] => {
    const destination = mapAt(service.values, 'destination')
    const listen = /^unix:(?:\/\/)?(\/.*)$/.exec(textAt(service.values, 'listen'))?.[1]
    const readers = listAt(destination, 'readers').flatMap((reader) => {
      if (!isMap(reader)) return []
      const user = textAt(reader, 'user')
      const kind = user === '' ? ('group' as const) : ('user' as const)
      return [{ kind, name: user || textAt(reader, 'group') }]
    })
    return [
      ...(textAt(destination, 'type') === 'directory'
        ? [{ path: tidy(textAt(destination, 'path')), use: 'destination' as const, service, readers }]
        : []),
      ...(listen === undefined
        ? []
        : [
            {
              path: tidy(listen.replace(/\/[^/]*$/, '')) || '/',
              use: 'socket' as const,
              service,
              readers: [],
            },
          ]),
    ]
  })
  return found.filter((each, index) => found.findIndex((other) => other.path === each.path) === index)
}

function tidy(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')
}

/** Listeners with a port, `diag_addr` last. */
export function listeners({ services, values }: ExportSource): Listener[] {
  return [
    ...services.flatMap((service) => {
      const address = /^(?:tcp:)?\/\/(.*)$/.exec(textAt(service.values, 'listen'))?.[1]
      return addressOf(address).map((each) => ({ ...each, path: `${service.path}.listen`, service }))
    }),
    ...addressOf(textAt(values, 'diag_addr')).map((each) => ({ ...each, path: 'diag_addr' })),
  ]
}

function addressOf(address: string | undefined): { host: string; port: number }[] {
  const match = /^(.*):(\d{1,5})$/.exec(address ?? '')
  if (match === null) return []
  return [{ host: (match[1] ?? '').replace(/^\[|\]$/g, ''), port: Number(match[2]) }]
}

/** True for an address only the computer itself reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
