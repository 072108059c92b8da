import { AppError } from '../../errors.ts'
import { hideSecrets, secretsIn } from '../mask-secrets.ts'
import type { TargetVersion } from '../problem.ts'
import { parseCommandLine } from './command-line.ts'
import { isKnownVariable } from './environment.ts'
import { importCommands } from './import-command.ts'
import { importFile } from './import-file.ts'
import { importLink, linkIn } from './import-link.ts'
import type { Import } from './model.ts'

interface Options {
  readonly target: TargetVersion
}

/** Longest text looked at for commands. */
const longestCommand = 100_000
/** Longest text looked at at all; the checks read no larger file. */
const longestText = 1024 * 1024

/**
 * Understands a pasted or dropped text: a file of version 2 or 1, a call of `tbot start` or `configure`, a join link,
 * or variables. Throws `config.not-understood` with the reason, which never quotes the text.
 */
export function importText(text: string, options: Options): Import {
  const found = understand(text, options)
  // A flag that is not understood may repeat what is a secret elsewhere.
  const secrets = secretsIn(found.text)
  const parts = found.parts.map((part) => ({ ...part, shown: hideSecrets(part.shown, secrets) }))
  return { ...found, parts }
}

function understand(text: string, { target }: Options): Import {
  if (text.length > longestText) throw notUnderstood('the text is larger than 1 MiB')
  if (text.trim() === '') throw notUnderstood('there is no text')
  const link = linkIn(text)
  if (link !== undefined) {
    const found = importLink(link, target)
    if (found === undefined) {
      throw notUnderstood('a join link is tbot+proxy+METHOD://TOKEN@HOST:PORT, and this one is not complete')
    }
    return found
  }
  const file = importFile(text, target)
  if (file !== undefined) return file
  if (text.length > longestCommand) throw notUnderstood('the text is too long for a command')
  const commands = parseCommandLine(text)
  if (commands.command !== undefined) {
    const { words } = commands.command
    if (words.some((word) => word === 'start' || word === 'configure'))
      return importCommands(commands, target)
    throw notUnderstood('of the commands of tbot only start and configure describe a bot')
  }
  if (commands.variables.some(({ name }) => isKnownVariable(name))) return importCommands(commands, target)
  throw notUnderstood(
    'this is no tbot.yaml, no call of tbot start or configure, no join link and no variable of tbot',
  )
}

/** The same for variables by name; those that tbot does not look at are left out. */
export function importEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  { target }: Options,
): Import {
  const known = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined || !isKnownVariable(name) ? [] : [{ name, value }],
  )
  return importCommands({ variables: known, others: [] }, target)
}

function notUnderstood(why: string): AppError {
  return new AppError('config.not-understood', why, { details: { reason: why } })
}
