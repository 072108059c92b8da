import { basename, dirname, isAbsolute, join, sep } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Backend } from '../backend.ts'
import type { Files } from '../ports/files.ts'
import { modifiedAt } from '../ports/text-file.ts'
import type { HandlersOf } from './handler.ts'
import { expandHome } from './home-path.ts'

const mostCompletions = 20

/** Requests about Botdesk itself. */
export function appHandlers({ info, profile, face, ports }: Backend): HandlersOf<'app'> {
  return {
    'app:info': async () => info,
    'app:read-preferences': async () => profile.profile.preferences,
    'app:write-preferences': async ({ preferences }) => {
      await profile.update((before) => ({ ...before, preferences }))
      return undefined
    },
    'app:choose-file': async () => {
      if (!face.chooseFile) return { supported: false }
      const path = await face.chooseFile()
      return path === undefined ? { supported: true } : { supported: true, path }
    },
    'app:complete-path': async ({ prefix }) => completePath(ports.files, expandHome(prefix, info.homeFolder)),
    'app:recent-files': () => existingFiles(ports.files, profile.profile.recentFiles),
    'app:open-folder': async ({ path }) => {
      if (!face.openFolder) throw new AppError('internal.not-supported', 'only the window can open a folder')
      if (!isAbsolute(path)) throw new AppError('usage.bad-argument', 'the path of a folder must be absolute')
      await face.openFolder(path)
      return undefined
    },
  }
}

/** Those that are still there, in the same order. */
async function existingFiles(files: Files, paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map((path) => modifiedAt(files, path).catch(() => undefined)))
  return paths.filter((_path, index) => found[index] !== undefined)
}

/** Folders (with a trailing separator) and YAML files that begin with what was typed; nothing for unreadable folders. */
async function completePath(files: Files, prefix: string): Promise<readonly string[]> {
  if (!isAbsolute(prefix)) return []
  const folder = prefix.endsWith(sep) ? prefix : dirname(prefix)
  const begin = prefix.endsWith(sep) ? '' : basename(prefix)
  try {
    const directory = await files.openDirectory(folder, { symlinks: 'follow' })
    try {
      const found: string[] = []
      for (const name of [...(await directory.list())].toSorted()) {
        if (found.length >= mostCompletions) break
        if (!name.startsWith(begin) || (name.startsWith('.') && !begin.startsWith('.'))) continue
        const status = await directory.status(name)
        if (status?.kind === 'directory') found.push(join(folder, name) + sep)
        else if (/\.ya?ml$/i.test(name)) found.push(join(folder, name))
      }
      return found
    } finally {
      await directory.close()
    }
  } catch {
    return []
  }
}
