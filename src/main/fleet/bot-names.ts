import { AppError } from '../../shared/errors.ts'
import type { BotProfile } from './profile-store.ts'

const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/i

/** Refuses a name that cannot be one, and what another bot has. */
export function requireFree(
  bots: readonly BotProfile[],
  { name, configPath }: { readonly name: string; readonly configPath: string },
): void {
  if (!namePattern.test(name)) {
    throw new AppError(
      'usage.bad-argument',
      `"${name}" cannot name a bot: letters, digits, - _ . and at most 63`,
      { details: { name } },
    )
  }
  const known = bots.find((bot) => bot.name === name || bot.configPath === configPath)
  if (known) {
    throw new AppError('bot.exists', `${known.name} already uses ${known.configPath}`, {
      details: { bot: known.name, path: known.configPath },
    })
  }
}

/** A name no bot has yet, after that of a folder where it can name one. */
export function freeName(folder: string, isTaken: (name: string) => boolean): string {
  const plain = folder.replace(/[^a-z0-9._-]+/gi, '-')
  const wanted = namePattern.test(plain) ? plain : 'bot'
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`
    if (!isTaken(name)) return name
  }
}
