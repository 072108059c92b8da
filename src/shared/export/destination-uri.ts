import { pathFrom } from './folders.ts'
import type { LeftOut } from './model.ts'
import type { PlainMap } from './values.ts'
import { listAt, textAt } from './values.ts'

/** A destination as the command line says it (tbot-config.md 8.5); without `uri` it cannot. */
export interface DestinationUri {
  readonly uri: string | undefined
  readonly leftOut: readonly LeftOut[]
  readonly readers: readonly string[]
}

/** A value the command line cannot say. */
export function noFlag(path: string): LeftOut {
  return { path, reason: 'No flag says this; it needs the file.' }
}

/** Characters a URI would read in another way. */
const unsafe = /[%?#\p{Cc}]/u
const defaults: Readonly<Record<string, string>> = { symlinks: 'try-secure', acls: 'try' }

/** Writes a destination as path or URI, with the flags of its readers. */
export function destinationUri(destination: PlainMap, path: string, target: number): DestinationUri {
  const type = textAt(destination, 'type')
  const known = new Set(['type', ...(type === 'directory' ? ['path', 'readers'] : ['name', 'namespace'])])
  const leftOut = Object.entries(destination)
    .filter(([key, value]) => !known.has(key) && value !== '' && value !== defaults[key])
    .map(([key]) => noFlag(`${path}.${key}`))
  const { uri, why } = uriOf(destination, type, target)
  const readers = listAt(destination, 'readers').map((reader) => {
    const user = textAt(reader, 'user')
    return user === '' ? `--reader-group=${textAt(reader, 'group')}` : `--reader-user=${user}`
  })
  const refused = why === undefined ? [] : [{ path, reason: why }]
  return { uri, leftOut: [...refused, ...leftOut], readers }
}

function uriOf(destination: PlainMap, type: string, target: number): { uri?: string; why?: string } {
  if (type === 'memory') return { uri: 'memory://' }
  if (type === 'kubernetes_secret') {
    const namespace = textAt(destination, 'namespace')
    if (namespace !== '' && target < 18)
      return { why: 'A flag names the namespace of a Secret from tbot 18 on.' }
    return { uri: `kubernetes-secret://${namespace}/${textAt(destination, 'name')}` }
  }
  const folder = textAt(destination, 'path')
  if (unsafe.test(folder) || folder.trim() !== folder) {
    return { why: 'This path holds characters that a flag would read as parts of a link; it needs the file.' }
  }
  return { uri: pathFrom('.', folder) }
}
