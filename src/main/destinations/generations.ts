import { fileErrorCode } from '../ports/files.ts'
import type { Directory, NamedReaders } from '../ports/files.ts'
import { dataLink, directoriesOf, linkTarget, setFile } from './artifact-names.ts'
import type { Artifact } from './destination.ts'
import { readSetFile } from './manifest.ts'
import { readPlain } from './plain-file.ts'

const nextData = '..data-next'
const nextLink = '..link-next'

/** How a set is written in either layout. */
export interface WriteOptions {
  readonly signal: AbortSignal
  /** Who may read the files besides their owner, from the moment they show. */
  readonly readers?: NamedReaders | undefined
}

const generationName = /^\.\.gen-(\d{1,15})$/

/**
 * Writes a set as a new directory and makes it the visible one by replacing a single link, so that a reader
 * sees the old or the new set at every moment (the scheme Kubernetes uses for secrets):
 * `tlscert -> ..data/tlscert`, `..data -> ..gen-7`. The generation before stays for readers that are under way.
 */
export async function writeGeneration(
  directory: Directory,
  artifacts: readonly Artifact[],
  options: WriteOptions,
): Promise<void> {
  try {
    await tidyGenerations(directory)
    const names = artifacts.map(({ name }) => name)
    await adoptPlainFiles(directory, new Set([...names, ...(await readSetFile(directory))]), options)
    const next = (await currentGeneration(directory)) + 1
    await fillGeneration(directory, next, artifacts, options)
    await makeVisible(directory, names)
    options.signal.throwIfAborted()
    await showGeneration(directory, next)
  } catch (thrown) {
    // Gives the space back at once; what cannot be removed now goes with the next write.
    await tidyGenerations(directory).catch(() => undefined)
    throw thrown
  }
  await tidyGenerations(directory)
  await directory.remove(setFile)
}

/** Removes generations and links that an interrupted or finished write left: all but the current and the one before. */
export async function tidyGenerations(directory: Directory): Promise<void> {
  const current = await currentGeneration(directory)
  const names = await directory.list()
  const numbers = names.flatMap((name) => generationNumber(name) ?? [])
  if (numbers.length === 0) return
  for (const name of [nextData, nextLink]) if (names.includes(name)) await directory.remove(name)
  const shown = new Set(current === 0 ? [] : await filesOf(directory, current))
  const others = numbers.filter((number) => number !== current)
  const known = new Set<string>()
  for (const number of others) for (const name of await filesOf(directory, number)) known.add(name)
  await hideMissing(
    directory,
    [...known].filter((name) => !shown.has(name)),
  )
  const previous = Math.max(...others.filter((number) => number < current))
  for (const number of others) if (number !== previous) await directory.remove(generation(number))
  await directory.sync()
}

/** Takes away all generations and the links into them: the plain layout has taken over. */
export async function dropGenerations(directory: Directory): Promise<void> {
  const names = await directory.list()
  if (!names.includes(dataLink) && !names.some((name) => generationNumber(name) !== undefined)) return
  await directory.remove(dataLink)
  for (const name of names) if (generationNumber(name) !== undefined) await directory.remove(name)
  await directory.sync()
}

/** Takes away all generations, file by file, and the link to them; what is no plain file stays, and with it its directory. */
export async function clearGenerations(directory: Directory): Promise<void> {
  if (isGeneration((await directory.readLink(dataLink)) ?? '')) await directory.remove(dataLink)
  for (const name of [nextData, nextLink]) {
    if ((await directory.status(name))?.kind === 'symlink') await directory.remove(name)
  }
  for (const name of await directory.list()) {
    if (generationNumber(name) === undefined || (await directory.status(name))?.kind !== 'directory') continue
    await clearFolder(directory, name)
  }
}

async function clearFolder(directory: Directory, folder: string): Promise<void> {
  for (const name of await directory.list(folder)) {
    const place = `${folder}/${name}`
    const kind = (await directory.status(place))?.kind
    if (kind === 'file') await directory.remove(place)
    else if (kind === 'directory') await clearFolder(directory, place)
  }
  await directory.removeDirectory(folder).catch((thrown: unknown) => {
    if (fileErrorCode(thrown) !== 'ENOTEMPTY') throw thrown
  })
}

/** Names of the visible set when it stands in a generation. */
export async function generationNames(directory: Directory): Promise<string[]> {
  const current = await currentGeneration(directory)
  return current === 0 ? [] : filesOf(directory, current)
}

/** True for what our link to the current generation may point to. */
export function isGeneration(target: string): boolean {
  return generationNumber(target) !== undefined
}

/** The directory of a generation. */
export function generation(number: number): string {
  return `..gen-${number}`
}

function generationNumber(name: string): number | undefined {
  const match = generationName.exec(name)
  return match === null ? undefined : Number(match[1])
}

/** The generation that shows; 0 when there is none yet. */
export async function currentGeneration(directory: Directory): Promise<number> {
  return generationNumber((await directory.readLink(dataLink)) ?? '') ?? 0
}

/**
 * Turns plain files, which tbot or the plain layout wrote, into links without changing what a reader sees:
 * a generation that equals the visible set is shown first, then each file becomes a link to the same content.
 */
async function adoptPlainFiles(
  directory: Directory,
  names: ReadonlySet<string>,
  options: WriteOptions,
): Promise<void> {
  const plain: string[] = []
  for (const name of names) if ((await directory.status(name))?.kind === 'file') plain.push(name)
  if (plain.length === 0) return
  const current = await currentGeneration(directory)
  const visible = current === 0 ? [] : await filesOf(directory, current)
  const copies: Artifact[] = []
  for (const name of plain) copies.push({ name, data: await readPlain(directory, name) })
  for (const name of visible) {
    if (!plain.includes(name))
      copies.push({ name, data: await directory.read(`${generation(current)}/${name}`) })
  }
  await fillGeneration(directory, current + 1, copies, options)
  await showGeneration(directory, current + 1)
  for (const name of plain) {
    await directory.symlink(linkTarget(name), nextLink)
    await directory.rename(nextLink, name)
  }
  await syncAll(directory, '', plain)
}

async function fillGeneration(
  directory: Directory,
  number: number,
  artifacts: readonly Artifact[],
  { signal, readers }: WriteOptions,
): Promise<void> {
  const folder = generation(number)
  const names = artifacts.map(({ name }) => name)
  const folders = [folder, ...directoriesOf(names).map((each) => `${folder}/${each}`)]
  for (const each of folders) await directory.makeDirectory(each)
  signal.throwIfAborted()
  // Side by side, since each waits for the disk; all have ended before anybody tidies up after one that failed.
  const created = await Promise.allSettled(
    artifacts.map(({ name, data }) => directory.create(`${folder}/${name}`, data, { mode: 0o600 })),
  )
  for (const each of created) if (each.status === 'rejected') throw each.reason
  if (readers) await directory.setReaders([...folders, ...names.map((name) => `${folder}/${name}`)], readers)
  await syncAll(directory, folder, names)
}

/** Links come before the generation that fills them: until then they lead nowhere, as if the file were missing. */
async function makeVisible(directory: Directory, names: readonly string[]): Promise<void> {
  for (const each of directoriesOf(names)) await directory.makeDirectory(each)
  const links = await Promise.all(names.map((name) => directory.readLink(name)))
  const missing = names.filter((_, index) => links[index] === undefined)
  if (missing.length === 0) return
  for (const name of missing) await directory.symlink(linkTarget(name), name)
  await syncAll(directory, '', names)
}

/** The moment of change. */
async function showGeneration(directory: Directory, number: number): Promise<void> {
  await directory.symlink(generation(number), nextData)
  await directory.rename(nextData, dataLink)
  await directory.sync()
}

/** Removes our links to artifacts that are not in the set, and the directories that only held such. */
async function hideMissing(directory: Directory, names: readonly string[]): Promise<void> {
  for (const name of names) {
    if ((await directory.readLink(name)) === linkTarget(name)) await directory.remove(name)
  }
  for (const each of directoriesOf(names)) {
    if ((await directory.status(each))?.kind !== 'directory') continue
    // Links must be gone for good before the generation that names them is.
    await directory.sync(each)
    if ((await directory.list(each)).length === 0) await directory.remove(each)
  }
  await directory.sync()
}

async function filesOf(directory: Directory, number: number): Promise<string[]> {
  const files = (await directory.list(generation(number))).map(async (name) => {
    const place = `${generation(number)}/${name}`
    if ((await directory.status(place))?.kind !== 'directory') return [name]
    return (await directory.list(place)).map((leaf) => `${name}/${leaf}`)
  })
  return (await Promise.all(files)).flat()
}

async function syncAll(directory: Directory, folder: string, names: Iterable<string>): Promise<void> {
  const prefix = folder === '' ? '' : `${folder}/`
  for (const each of directoriesOf(names)) await directory.sync(`${prefix}${each}`)
  await directory.sync(folder)
}
