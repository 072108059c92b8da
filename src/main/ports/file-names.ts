import { FileError } from './file-errors.ts'

/** Components of a name inside a directory. Refuses (EINVAL) absolute names, `.`, `..`, empty parts and NUL. */
export function nameParts(name: string): string[] {
  const parts = name.split('/')
  const isSafe = (part: string) => part !== '' && part !== '.' && part !== '..' && !/[\0\\]/.test(part)
  if (!parts.every(isSafe)) throw new FileError('EINVAL', name, { reason: 'not a name inside a directory' })
  return parts
}
