import { AppError } from '../../shared/errors.ts'

/** Link to the current generation, as Kubernetes names it. */
export const dataLink = '..data'
/** Directory of a write in progress of the plain layout. */
export const journal = '.botdesk-next'
/** Lists what the plain layout wrote last, so that only that is ever removed. */
export const setFile = '.botdesk-set'
/** A copy of somebody else's file that is not whole yet. */
export const copyInProgress = '.botdesk-copy'

const ownNames = /^(\.\.|\.botdesk-|\.$)/

/** True for a name of one or two parts that is none of ours. */
export function isArtifactName(name: string): boolean {
  const parts = name.split('/')
  return parts.length <= 2 && parts.every((part) => part !== '' && !ownNames.test(part))
}

/** Directory and leaf of an artifact's name; the directory is empty for most. */
export function splitName(name: string): { directory: string; leaf: string } {
  if (!isArtifactName(name)) throw new AppError('internal.unexpected', `not a name for an artifact: ${name}`)
  const [first = '', second] = name.split('/')
  return second === undefined ? { directory: '', leaf: first } : { directory: first, leaf: second }
}

/** What the visible link of an artifact points to. */
export function linkTarget(name: string): string {
  return splitName(name).directory === '' ? `${dataLink}/${name}` : `../${dataLink}/${name}`
}

/** Directories that a set needs below its root. */
export function directoriesOf(names: Iterable<string>): string[] {
  const directories = new Set([...names].map((name) => splitName(name).directory))
  return [...directories].filter((directory) => directory !== '')
}
