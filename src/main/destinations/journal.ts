import type { Directory } from '../ports/files.ts'
import { directoriesOf, journal, setFile } from './artifact-names.ts'
import type { Artifact } from './destination.ts'
import { dropGenerations, generationNames } from './generations.ts'
import type { WriteOptions } from './generations.ts'
import { formatManifest, readManifest, readSetFile } from './manifest.ts'
import type { Manifest } from './manifest.ts'

const commitFile = `${journal}/.botdesk-commit`
const nextCommit = `${journal}/.botdesk-commit-next`

/**
 * Writes a set as plain files, which every version of tbot reads. All of it is first written aside; one rename
 * commits it; then the files are moved into place, which a restart finishes. Another program may see a mix for
 * that moment, `placeInJournal` never does.
 */
export async function writePlain(
  directory: Directory,
  artifacts: readonly Artifact[],
  options: WriteOptions,
): Promise<void> {
  await recoverJournal(directory)
  try {
    const names = artifacts.map(({ name }) => name)
    await fillJournal(directory, artifacts, options)
    const before = new Set([...(await readSetFile(directory)), ...(await generationNames(directory))])
    const removed = [...before].filter((name) => !names.includes(name))
    options.signal.throwIfAborted()
    await commit(directory, { names, removed })
  } catch (thrown) {
    // Gives the space back at once; what cannot be removed now goes with the next write.
    await directory.remove(journal).catch(() => undefined)
    throw thrown
  }
  // From here on the write has happened: only going on is safe, now or after a restart.
  await directory.sync(journal)
  await recoverJournal(directory)
}

/** Finishes a committed write, drops one that was not. */
export async function recoverJournal(directory: Directory): Promise<void> {
  if ((await directory.status(journal)) === undefined) return
  const manifest = await readManifest(directory, commitFile)
  if (manifest !== undefined) await finish(directory, manifest)
  await directory.remove(journal)
  await directory.sync()
}

/** What a committed write that is not finished is about to do. */
export async function readCommit(directory: Directory): Promise<Manifest | undefined> {
  return readManifest(directory, commitFile)
}

/** Where an artifact is while a committed write is not finished; undefined when that write removes it. */
export async function placeInJournal(
  directory: Directory,
  manifest: Manifest | undefined,
  name: string,
): Promise<string | undefined> {
  if (manifest?.removed.includes(name)) return undefined
  const isWaiting =
    manifest?.names.includes(name) && (await directory.status(`${journal}/${name}`)) !== undefined
  return isWaiting ? `${journal}/${name}` : name
}

async function fillJournal(
  directory: Directory,
  artifacts: readonly Artifact[],
  { signal, readers }: WriteOptions,
): Promise<void> {
  const directories = directoriesOf(artifacts.map(({ name }) => name))
  await directory.makeDirectory(journal)
  for (const each of directories) await directory.makeDirectory(`${journal}/${each}`)
  for (const { name, data } of artifacts) {
    signal.throwIfAborted()
    await directory.create(`${journal}/${name}`, data, { mode: 0o600 })
  }
  const places = artifacts.map(({ name }) => `${journal}/${name}`)
  if (readers) await directory.setReaders(places, readers)
  for (const each of directories) await directory.sync(`${journal}/${each}`)
}

async function commit(directory: Directory, manifest: Manifest): Promise<void> {
  await directory.create(nextCommit, formatManifest(manifest), { mode: 0o600 })
  await directory.sync(journal)
  await directory.rename(nextCommit, commitFile)
}

/** Every step can be done again. The manifest moves last: without it, what is left of the journal is dropped. */
async function finish(directory: Directory, { names, removed }: Manifest): Promise<void> {
  const directories = directoriesOf(names)
  for (const each of directories) await directory.makeDirectory(each)
  for (const name of names) {
    if ((await directory.status(`${journal}/${name}`)) !== undefined) {
      await directory.rename(`${journal}/${name}`, name)
    }
  }
  for (const name of removed) await directory.remove(name)
  for (const each of directoriesOf(removed)) {
    if (!directories.includes(each)) await removeIfEmpty(directory, each)
  }
  for (const each of directories) await directory.sync(each)
  await directory.sync()
  await dropGenerations(directory)
  await directory.rename(commitFile, setFile)
  await directory.sync()
}

async function removeIfEmpty(directory: Directory, name: string): Promise<void> {
  if ((await directory.status(name)) === undefined) return
  if ((await directory.list(name)).length === 0) await directory.remove(name)
  else await directory.sync(name)
}
