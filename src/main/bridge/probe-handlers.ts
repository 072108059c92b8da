import { resolve } from 'node:path'
import { writersOf } from '../../shared/config/plan/index.ts'
import { listAccounts } from '../authoring/accounts.ts'
import { folderReport } from '../authoring/folder-report.ts'
import { foreignContent } from '../authoring/foreign-files.ts'
import { probeCluster } from '../authoring/probe.ts'
import type { Backend } from '../backend.ts'
import type { HandlersOf } from './handler.ts'
import { expandHome } from './home-path.ts'

/** Requests of the wizards: what answers at an address, what stands at a folder. */
export function probeHandlers({ fleet, ports, info, profile }: Backend): HandlersOf<'probe'> {
  /** What the other entries of a bot's text write; `path` is the entry that is asked about. */
  async function ownWriters(bot: string, path: string | undefined) {
    // Without its file a bot has no other entries.
    const text = await fleet.configurations.currentText(bot).catch(() => '')
    return writersOf(text, profile.bot(bot).target)
      .filter((writer) => writer.path !== path)
      .map((writer) => ({ ...writer, folder: resolve(writer.folder), bot }))
  }
  return {
    'probe:cluster': ({ address }, options) => probeCluster(ports, address, options),
    'probe:folder': async ({ folder, files, readers, followsLinks = false, bot, path }, options) => {
      const own = bot === undefined ? [] : await ownWriters(bot, path)
      const neighbours = [...fleet.neighbours(bot), ...own]
      const request = {
        folder: expandHome(folder, info.homeFolder),
        files,
        readers,
        followsLinks,
        neighbours,
      }
      return folderReport(ports, request, options)
    },
    'probe:foreign-file': (request) =>
      foreignContent(ports, { ...request, folder: expandHome(request.folder, info.homeFolder) }),
    'probe:accounts': (_request, options) => listAccounts(ports, options),
  }
}
