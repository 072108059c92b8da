import { AppError } from '../../shared/errors.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory, Files } from '../ports/files.ts'
import { Section } from './resources/section.ts'
import { replaceFile } from './state-store.ts'

/** How an administrator's program reaches the running cluster; lies in the data folder with mode 0600, `key` is secret. */
export interface AdminFile {
  readonly host: string
  readonly port: number
  readonly certificate: string
  readonly key: string
  /** PEM of the host authority. */
  readonly authority: string
}

const name = 'admin.json'

/** Writes the file for the administrator; gone again when the cluster stops in order. */
export async function writeAdminFile(directory: Directory, content: AdminFile): Promise<void> {
  await replaceFile(directory, name, `${JSON.stringify(content, undefined, 1)}\n`)
}

export async function removeAdminFile(directory: Directory): Promise<void> {
  await directory.remove(name)
  await directory.sync()
}

/** Reads the file of a data folder; `cluster.not-running` when there is none. */
export async function readAdminFile(files: Files, dataFolder: string): Promise<AdminFile> {
  try {
    const directory = await files.openDirectory(dataFolder, { symlinks: 'follow' })
    try {
      const text = Buffer.from(await directory.read(name)).toString('utf8')
      const file = new Section(JSON.parse(text), name)
      return {
        host: file.requiredText('host'),
        port: file.integer('port') ?? 0,
        certificate: file.requiredText('certificate'),
        key: file.requiredText('key'),
        authority: file.requiredText('authority'),
      }
    } finally {
      await directory.close()
    }
  } catch (cause) {
    if (fileErrorCode(cause) === 'ENOENT') throw notRunning(dataFolder, cause)
    if (cause instanceof AppError || cause instanceof SyntaxError) {
      throw new AppError(
        'cluster.corrupt',
        `${dataFolder}/${name} cannot be read: restart the local cluster`,
        {
          details: { path: `${dataFolder}/${name}`, remedy: 'restart the local cluster' },
          cause,
        },
      )
    }
    throw cause
  }
}

/** Says that no cluster answers for the folder. */
export function notRunning(dataFolder: string, cause?: unknown): AppError {
  return new AppError('cluster.not-running', `no local cluster runs for ${dataFolder}`, {
    details: { dataFolder },
    ...(cause !== undefined && { cause }),
  })
}
