import { join, sep } from 'node:path'
import type { Files } from '../ports/files.ts'

/** Where Botdesk writes the file of a bot it makes itself. */
export function ownConfigPath(dataFolder: string, bot: string): string {
  return join(dataFolder, 'bots', bot, 'tbot.yaml')
}

/** Removes the folder of a bot with everything in it, where Botdesk made it; a file elsewhere stays. */
export async function removeOwnFolder(
  files: Files,
  { dataFolder, bot, configPath }: { dataFolder: string; bot: string; configPath: string },
): Promise<void> {
  const ours = join(dataFolder, 'bots')
  if (!configPath.startsWith(join(ours, bot) + sep)) return
  const folder = await files.openDirectory(ours, { create: true, symlinks: 'refuse' })
  try {
    await folder.remove(bot)
  } finally {
    await folder.close()
  }
}
