import type { Directory } from '../ports/files.ts'
import type { Random } from '../ports/random.ts'
import { reasonOf } from './folder-walk.ts'
import type { Ports } from '../ports/index.ts'

/** How the probe went. */
export type FolderTest =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly step: FailedStep; readonly reason: string }

type FailedStep = 'written' | 'read' | 'removed'

const content = new TextEncoder().encode('can be written\n')

function probeName(random: Random): string {
  return `.botdesk-probe-${Buffer.from(random.bytes(6)).toString('hex')}`
}

/** What stopped a probe; `thrown` is undefined when other bytes than written came back. */
export interface ProbeFailure {
  readonly step: FailedStep
  readonly thrown: unknown
}

/** Runs with a probe file that is there meanwhile, open to its owner only; errors are those of the file system. */
export async function withProbe<T>(
  directory: Directory,
  random: Random,
  use: (name: string) => Promise<T>,
): Promise<T> {
  const name = probeName(random)
  await directory.create(name, content, { mode: 0o600 })
  try {
    return await use(name)
  } finally {
    await directory.remove(name)
  }
}

/** Writes, reads and removes a probe file as this account; gives what failed. It is removed also when it cannot be read. */
export async function probeDirectory(
  directory: Directory,
  random: Random,
): Promise<ProbeFailure | undefined> {
  const name = probeName(random)
  let step: FailedStep = 'written'
  let failure: ProbeFailure | undefined
  try {
    await directory.create(name, content, { mode: 0o600 })
    step = 'read'
    const isSame = Buffer.from(await directory.read(name)).equals(content)
    if (!isSame) failure = { step, thrown: undefined }
  } catch (thrown) {
    failure = { step, thrown }
  }
  try {
    await directory.remove(name)
  } catch (thrown) {
    failure ??= { step: 'removed', thrown }
  }
  return failure
}

/** The same in a folder by its path, told in words. */
export async function testFolder(
  { files, random }: Pick<Ports, 'files' | 'random'>,
  path: string,
): Promise<FolderTest> {
  try {
    const directory = await files.openDirectory(path, { symlinks: 'follow' })
    try {
      const failure = await probeDirectory(directory, random)
      if (failure === undefined) return { kind: 'passed' }
      const { step, thrown } = failure
      const reason = thrown === undefined ? 'other bytes came back' : reasonOf(thrown, path)
      return { kind: 'failed', step, reason }
    } finally {
      await directory.close()
    }
  } catch (thrown) {
    return { kind: 'failed', step: 'written', reason: reasonOf(thrown, path) }
  }
}
