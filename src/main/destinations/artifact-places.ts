import type { Directory, FileStatus } from '../ports/files.ts'
import { LinkRefusedError } from '../ports/file-errors.ts'
import { dataLink, directoriesOf, linkTarget } from './artifact-names.ts'
import { foreignFile } from './failures.ts'
import { isGeneration } from './generations.ts'

const stickyBit = 0o1000

/** Refuses to write a set where something stands that is not ours to replace: links, directories, devices, locked files. */
export async function checkPlaces(
  directory: Directory,
  names: readonly string[],
  uid: number,
): Promise<void> {
  const root = await directory.status('')
  await checkLink(directory, dataLink, isGeneration)
  for (const each of directoriesOf(names)) {
    const status = await directory.status(each)
    if (status?.kind === 'symlink') await checkLink(directory, each, () => false)
    if (status !== undefined && status.kind !== 'directory') throw foreignFile(directory, each, status)
  }
  for (const name of names) {
    await checkLink(directory, name, (target) => target === linkTarget(name))
    const status = await directory.status(name)
    if (status === undefined || status.kind === 'symlink') continue
    if (status.kind !== 'file' || isProtected(status, root, uid)) throw foreignFile(directory, name, status)
  }
}

/** A link that leads out of the scheme; undefined when there is none. */
export async function foreignLink(directory: Directory, name: string): Promise<string | undefined> {
  const target = await directory.readLink(name)
  return target === linkTarget(name) ? undefined : target
}

async function checkLink(
  directory: Directory,
  name: string,
  isOurs: (target: string) => boolean,
): Promise<void> {
  const target = await directory.readLink(name)
  if (target !== undefined && !isOurs(target)) throw new LinkRefusedError(`${directory.path}/${name}`, target)
  if (target === undefined && name === dataLink) {
    const status = await directory.status(name)
    if (status !== undefined) throw foreignFile(directory, name, status)
  }
}

/** In a directory like /tmp only the owner of a file may replace it. */
function isProtected(file: FileStatus, root: FileStatus | undefined, uid: number): boolean {
  if (root === undefined || (root.mode & stickyBit) === 0) return false
  return uid !== 0 && uid !== root.uid && uid !== file.uid
}
