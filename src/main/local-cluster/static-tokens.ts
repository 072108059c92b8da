import { basename, dirname, isAbsolute } from 'node:path'
import { parse } from 'yaml'
import { AppError } from '../../shared/errors.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Files } from '../ports/files.ts'
import { refuse, Section } from './resources/section.ts'
import { systemRole } from './resources/token.ts'
import type { StaticToken } from './tokens.ts'

const largestFileBytes = 256 * 1024

/**
 * Reads tokens from a YAML file (tbot-runtime.md 10.1): a list of `role[,role]:value` as in Teleport's configuration, of
 * `{token, bot}`, or of `{token, roles, bot_name}`; the list may also be `spec.static_tokens` of a resource.
 * A value that is an absolute path stands for the content of that file.
 */
export async function readStaticTokens(files: Files, path: string): Promise<readonly StaticToken[]> {
  const entries = entriesOf(parseText(await readText(files, path), path))
  const tokens: StaticToken[] = []
  for (const [index, entry] of entries.entries()) {
    const place = `${path}[${String(index)}]`
    const token = typeof entry === 'string' ? readShort(entry, place) : readLong(entry, place)
    const value = isAbsolute(token.token) ? (await readText(files, token.token)).trim() : token.token
    if (value === '') refuse(place, 'the token is empty')
    if (token.roles.includes('Bot') && token.bot === undefined) {
      refuse(place, 'a token for the role Bot has to name its bot: {token: …, bot: …}')
    }
    tokens.push({ ...token, token: value })
  }
  return tokens
}

function parseText(text: string, path: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 })
  } catch {
    return refuse(path, 'not YAML')
  }
}

function entriesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  const resource = new Section(value, 'static tokens')
  return (
    resource
      .child('spec')
      ?.children('static_tokens')
      .map(({ values }) => values) ?? refuse('static tokens', 'must be a list')
  )
}

function readShort(entry: string, place: string): StaticToken {
  const colon = entry.indexOf(':')
  if (colon < 1) refuse(place, 'must be role:value')
  const roles = entry.slice(0, colon).split(',')
  return { token: entry.slice(colon + 1), roles: roles.map((role) => systemRole(role.trim(), place)) }
}

function readLong(entry: unknown, place: string): StaticToken {
  const section = new Section(entry, place)
  section.only(['token', 'bot', 'bot_name', 'roles'])
  const bot = section.text('bot') ?? section.text('bot_name')
  const roles = section.texts('roles') ?? ['Bot']
  return {
    token: section.requiredText('token'),
    roles: roles.map((role) => systemRole(role, place)),
    ...(bot !== undefined && { bot }),
  }
}

async function readText(files: Files, path: string): Promise<string> {
  try {
    const directory = await files.openDirectory(dirname(path), { symlinks: 'follow' })
    try {
      const bytes = await directory.read(basename(path))
      if (bytes.length > largestFileBytes) refuse(path, 'is larger than 256 KiB')
      return Buffer.from(bytes).toString('utf8')
    } finally {
      await directory.close()
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const reason = fileErrorCode(error) ?? 'unknown error'
    throw new AppError('cluster.refused', `${path} cannot be read: ${reason}`, {
      details: { path, reason },
      cause: error,
    })
  }
}
