import { resolve } from 'node:path'
import { maximumLength } from '../../shared/config/index.ts'
import { AppError } from '../../shared/errors.ts'
import { readConfigFile } from '../fleet/config-file.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { CommandContext } from './context.ts'

/** Names of standard input, as other programs know it. */
const standardInput: ReadonlySet<string> = new Set(['-', '/dev/stdin'])
/** A text of this length is refused for its length, whatever is in it. */
const tooLong = '#'.repeat(maximumLength + 1)

/** Whether the command reads what is piped into it. */
export function isStandardInput(path: string): boolean {
  return standardInput.has(path)
}

/**
 * The configuration a command is given: a file, or standard input as `-`. `config.unreadable` when there is none. One that is
 * far too large is not read to its end, and refused by the checks as one that is a little too large.
 */
export async function readInput(context: CommandContext, path: string): Promise<string> {
  if (isStandardInput(path)) return readStandardInput(context)
  try {
    return await readConfigFile(context.ports.files, resolve(path))
  } catch (thrown) {
    if (thrown instanceof AppError && fileErrorCode(thrown.cause) === 'EFBIG') return tooLong
    throw thrown
  }
}

async function readStandardInput(context: CommandContext): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const part of context.streams().input) {
      const bytes = Buffer.from(part as Uint8Array | string)
      parts.push(bytes)
      length += bytes.length
      // Four bytes at the most make one character.
      if (length > 4 * maximumLength) return tooLong
    }
  } catch (thrown) {
    const { message } = AppError.from(thrown)
    throw new AppError('config.unreadable', `cannot read standard input: ${message}`, { cause: thrown })
  }
  return new TextDecoder().decode(Buffer.concat(parts))
}
