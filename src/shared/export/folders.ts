import type { ExportSource, SourceService } from './source.ts'
import { isMapValue } from '../config/edit/model.ts'
import { listAt, mapAt, textAt, valueAt } from './values.ts'

/** A folder the bot writes to, or makes a socket in. */
export interface WrittenFolder {
  readonly path: string
  readonly use: 'storage' | 'destination' | 'socket'
  readonly service?: SourceService
  readonly readers: readonly { readonly kind: 'user' | 'group'; readonly name: string }[]
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
      if (!isMapValue(reader)) return []
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

/** A path of the file seen from `base`, where a relative one counts from. */
export function pathFrom(base: string, path: string): string {
  return path.startsWith('/') ? path : `${base}/${path.replace(/^(?:\.\/)+/, '')}`
}

function tidy(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')
}
