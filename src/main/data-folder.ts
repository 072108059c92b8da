import { isAbsolute, join, resolve } from 'node:path'
import type { Processes } from './ports/processes.ts'

/**
 * The one folder all data lives under: `BOTDESK_HOME`, else the platform's usual place
 * (XDG_DATA_HOME, Application Support, LOCALAPPDATA).
 */
export function dataFolder(processes: Processes, homeFolder: string): string {
  const chosen = processes.environment('BOTDESK_HOME')
  if (chosen !== undefined) return resolve(chosen)
  switch (processes.platform) {
    case 'darwin':
      return join(homeFolder, 'Library', 'Application Support', 'Botdesk')
    case 'win32':
      return join(processes.environment('LOCALAPPDATA') ?? join(homeFolder, 'AppData', 'Local'), 'Botdesk')
    default: {
      const data = processes.environment('XDG_DATA_HOME')
      return join(
        data !== undefined && isAbsolute(data) ? data : join(homeFolder, '.local', 'share'),
        'botdesk',
      )
    }
  }
}
