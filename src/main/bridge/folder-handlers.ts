import { TakeOvers } from '../authoring/foreign-files.ts'
import { testAs } from '../authoring/test-as.ts'
import type { Backend } from '../backend.ts'
import type { HandlersOf } from './handler.ts'
import { expandHome } from './home-path.ts'

/** Requests that leave or put something in the folder of a destination. */
export function folderHandlers({ ports, info, log }: Backend): HandlersOf<'folder'> {
  const takeOvers = new TakeOvers(ports)
  return {
    'folder:take-over': async (request, options) => {
      const folder = expandHome(request.folder, info.homeFolder)
      const done = await takeOvers.takeOver({ ...request, folder }, options)
      for (const { file, copy } of done.copies) {
        log.write({
          level: 'info',
          message: 'a copy is kept of a file to be replaced',
          fields: { folder, file, copy },
        })
      }
      return done
    },
    'folder:test-as': (request, options) =>
      testAs(ports, { ...request, folder: expandHome(request.folder, info.homeFolder) }, options),
  }
}
