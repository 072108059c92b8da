import type { Directory } from '../ports/files.ts'
import { isArtifactName, linkTarget } from './artifact-names.ts'
import { readSetFile } from './manifest.ts'

/** Artifacts of a folder that Botdesk wrote, by its own marks: links into the current generation, and what the plain layout's list names. */
export async function writtenNames(directory: Directory, names: readonly string[]): Promise<string[]> {
  const own = new Set(await readSetFile(directory).catch(() => []))
  for (const name of names) {
    if (!isArtifactName(name)) continue
    const status = await directory.status(name)
    if (status?.kind === 'symlink' && (await isOurLink(directory, name))) own.add(name)
    if (status?.kind !== 'directory') continue
    for (const leaf of await directory.list(name).catch(() => [])) {
      const inside = `${name}/${leaf}`
      if (isArtifactName(inside) && (await isOurLink(directory, inside))) own.add(inside)
    }
  }
  return [...own]
}

/** Whether a name is the link through which the generations layout shows that artifact. */
export async function isOurLink(directory: Directory, name: string): Promise<boolean> {
  return (await directory.readLink(name).catch(() => undefined)) === linkTarget(name)
}
