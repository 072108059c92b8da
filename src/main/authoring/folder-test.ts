import { reasonOf } from './folder-walk.ts'
import type { Ports } from '../ports/index.ts'

/** How the probe went. */
export type FolderTest =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly step: 'written' | 'read' | 'removed'; readonly reason: string }

/** Writes, reads and removes a probe file as this account. A probe that cannot be removed again is told by name. */
export async function testFolder(
  { files, random }: Pick<Ports, 'files' | 'random'>,
  path: string,
): Promise<FolderTest> {
  const name = `.botdesk-probe-${Buffer.from(random.bytes(6)).toString('hex')}`
  const content = new TextEncoder().encode('can be written\n')
  let step: 'written' | 'read' | 'removed' = 'written'
  try {
    const directory = await files.openDirectory(path, { symlinks: 'follow' })
    try {
      await directory.create(name, content, { mode: 0o600 })
      const back = await directory.read(name).catch((thrown: unknown) => ({ thrown }))
      step = 'removed'
      await directory.remove(name)
      if ('thrown' in back) return { kind: 'failed', step: 'read', reason: reasonOf(back.thrown, path) }
      const isSame = Buffer.from(back).equals(content)
      return isSame ? { kind: 'passed' } : { kind: 'failed', step: 'read', reason: 'other bytes came back' }
    } finally {
      await directory.close()
    }
  } catch (thrown) {
    return { kind: 'failed', step, reason: reasonOf(thrown, path) }
  }
}
