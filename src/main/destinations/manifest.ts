import { fileErrorCode } from '../ports/files.ts'
import type { Directory } from '../ports/files.ts'
import { isArtifactName, setFile } from './artifact-names.ts'

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

/** Undefined when there is none, or when it is none of ours: it was synced before it got its name, so never half. */
export async function readManifest(directory: Directory, place: string): Promise<Manifest | undefined> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(await directory.read(place)))
  } catch (thrown) {
    if (fileErrorCode(thrown) === 'ENOENT' || thrown instanceof SyntaxError) return undefined
    throw thrown
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { names, removed } = value as Record<string, unknown>
  return { names: artifactNames(names), removed: artifactNames(removed) }
}

/** Nothing but a name of an artifact is ever moved or removed. */
function artifactNames(value: unknown): string[] {
  const names: unknown[] = Array.isArray(value) ? value : []
  return names.filter((name) => typeof name === 'string').filter(isArtifactName)
}
