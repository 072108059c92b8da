import { fileErrorCode } from '../ports/files.ts'
import type { Directory } from '../ports/files.ts'
import { foreignFile } from './failures.ts'

/** No file of a set is near as large as what cannot be read in one piece. */
const refused = ['EACCES', 'EFBIG']

/** A file that stands where an artifact will. One that we may not read, or not whole, cannot be replaced: nothing would be left of it. */
export async function readPlain(directory: Directory, name: string): Promise<Uint8Array> {
  try {
    return await directory.read(name)
  } catch (thrown) {
    const status = await directory.status(name)
    if (!refused.includes(fileErrorCode(thrown) ?? '') || status === undefined) throw thrown
    throw foreignFile(directory, name, status)
  }
}
