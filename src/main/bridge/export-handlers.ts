import { isAbsolute } from 'node:path'
import type { ExportOrder } from '../../shared/contract/requests.ts'
import { hasDots } from '../../shared/config/restore-secrets.ts'
import { AppError } from '../../shared/errors.ts'
import { makeExport } from '../../shared/export/index.ts'
import type { Export } from '../../shared/export/index.ts'
import type { Backend } from '../backend.ts'
import type { HandlersOf } from './handler.ts'
import { expandHome } from './home-path.ts'
import { saveExport } from './save-export.ts'

/** Requests for a configuration in another form. */
export function exportHandlers({ fleet, profile, info, ports }: Backend): HandlersOf<'export'> {
  async function make({ bot, kind, options, withSecrets }: ExportOrder): Promise<Export> {
    const text = await fleet.configurations.currentText(bot)
    // Dots of a draft that nothing explains are no secret to hand out.
    if (withSecrets && hasDots(text)) {
      throw new AppError('export.not-possible', 'dots stand where a secret should be; type the value again')
    }
    return makeExport(kind, { text, target: profile.bot(bot).target, bot, options, withSecrets })
  }
  return {
    'export:make': make,
    'export:save': async ({ folder, replace, ...order }) => {
      const path = expandHome(folder, info.homeFolder)
      if (!isAbsolute(path)) throw new AppError('usage.bad-argument', 'the path of a folder must be absolute')
      const { files } = await make(order)
      return { paths: await saveExport(ports, files, { folder: path, replace }) }
    },
  }
}
