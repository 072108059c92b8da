import { join } from 'node:path'
import { fileReasons } from '../ports/file-reasons.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { FileStatus, Files } from '../ports/files.ts'

/** One folder that leads to a path, or the path itself. */
export interface Step {
  readonly path: string
  readonly status: FileStatus
}

/** A link on the way, and where it points. */
export interface LinkOnTheWay {
  readonly path: string
  readonly target: string
}

/** What a path is made of, from the root down, with links followed. */
export interface Walk {
  /** Every real folder on the way, each with its own rights; the last is what stands at the path. */
  readonly steps: readonly Step[]
  readonly links: readonly LinkOnTheWay[]
  /** True when the path itself is a link. */
  readonly endsInLink: boolean
  /** The first part that does not exist; undefined when everything does. */
  readonly missing?: string
  /** Why the way could not be followed to its end. */
  readonly problem?: string
}

const mostLinks = 16

/** Looks at each part of an absolute path as the kernel would follow it. Changes nothing. */
export async function walkPath(files: Files, path: string): Promise<Walk> {
  const steps: Step[] = []
  const links: LinkOnTheWay[] = []
  const rest = parts(path)
  let at = '/'
  let endsInLink = false
  let fromLinks = 0
  const done = (end: Partial<Walk> = {}): Walk => ({ steps, links, endsInLink, ...end })
  try {
    steps.push({ path: at, status: await look(files, at) })
    for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
      const isFromLink = fromLinks > 0
      if (isFromLink) fromLinks -= 1
      if (name === '..') {
        if (steps.length > 1) steps.pop()
        at = steps.at(-1)?.path ?? '/'
        continue
      }
      const here = join(at, name)
      const found = await lookUp(files, at, name)
      if (found === undefined) return done({ missing: here })
      if (found.target !== undefined) {
        links.push({ path: here, target: found.target })
        if (links.length > mostLinks) return done({ problem: `too many links at ${here}` })
        if (!isFromLink && rest.length === 0) endsInLink = true
        if (found.target.startsWith('/')) {
          steps.splice(1)
          at = '/'
        }
        const inside = parts(found.target)
        rest.unshift(...inside)
        fromLinks += inside.length
        continue
      }
      if (found.status === undefined) return done({ missing: here })
      if (found.status.kind !== 'directory' && rest.length > 0)
        return done({ problem: `${here} is not a folder` })
      steps.push({ path: here, status: found.status })
      at = here
    }
    return done()
  } catch (thrown) {
    return done({ problem: reasonOf(thrown, at) })
  }
}

/** The words for a file error: "no permission at /srv". */
export function reasonOf(thrown: unknown, path: string): string {
  const code = fileErrorCode(thrown) ?? 'an error'
  return `${fileReasons[code] ?? code} at ${path}`
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.')
}

async function look(files: Files, path: string): Promise<FileStatus> {
  const directory = await files.openDirectory(path, { symlinks: 'follow' })
  try {
    const status = await directory.status('')
    if (status === undefined) throw new Error(`nothing at ${path}`)
    return status
  } finally {
    await directory.close()
  }
}

async function lookUp(
  files: Files,
  folder: string,
  name: string,
): Promise<{ readonly status?: FileStatus; readonly target?: string } | undefined> {
  const directory = await files.openDirectory(folder, { symlinks: 'follow' })
  try {
    const status = await directory.status(name)
    if (status === undefined) return undefined
    const target = status.kind === 'symlink' ? await directory.readLink(name) : undefined
    return target === undefined ? { status } : { status, target }
  } finally {
    await directory.close()
  }
}
