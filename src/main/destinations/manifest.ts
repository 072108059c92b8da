import { fileErrorCode } from '../ports/files.ts'
import type { Directory } from '../ports/files.ts'
import { setFile, splitName } from './artifact-names.ts'

/** What a committed write of the plain layout is about to do; afterwards, what it did. */
export interface Manifest {
  readonly names: readonly string[]
  readonly removed: readonly string[]
}

/** One line of JSON. */
export function formatManifest(manifest: Manifest): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(manifest)}\n`)
}

/** Names the plain layout wrote last; empty when it never did. */
export async function readSetFile(directory: Directory): Promise<readonly string[]> {
  return (await readManifest(directory, setFile))?.names ?? []
}

/** Undefined when there is none. Names that are no names of artifacts make it invalid: nothing else is ever removed. */
export async function readManifest(directory: Directory, place: string): Promise<Manifest | undefined> {
  let text: string
  try {
    text = new TextDecoder().decode(await directory.read(place))
  } catch (thrown) {
    if (fileErrorCode(thrown) === 'ENOENT') return undefined
    throw thrown
  }
  const value: unknown = JSON.parse(text)
  const { names, removed } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >
  return { names: checkedNames(names), removed: checkedNames(removed) }
}

function checkedNames(value: unknown): string[] {
  const names: unknown[] = Array.isArray(value) ? value : []
  return names.flatMap((name) => {
    if (typeof name !== 'string') return []
    splitName(name)
    return [name]
  })
}
