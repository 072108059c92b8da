import { pathFrom, serviceFolders, storageFolder } from './folders.ts'
import type { WrittenFolder } from './folders.ts'
import type { ExportSource } from './source.ts'

/** Where the identity of the bot is inside of the container. */
export const storagePath = '/var/lib/teleport/bot'
const storageVolume = 'storage'

/** A folder of the container, and the volume behind it when it is none of the computer's. */
export interface Mount {
  readonly mount: {
    readonly type: 'bind' | 'volume'
    readonly target: string
    readonly [key: string]: unknown
  }
  readonly volume?: string
}

/** The storage and the folders of the services. */
export function mountsOf(source: ExportSource): Mount[] {
  const asVolumes = source.option('outputs') === 'volumes'
  const folders = serviceFolders(source).filter(isMountable)
  return [
    ...storageMounts(source),
    ...folders.map((folder) => {
      // The image starts in `/`, from where relative paths count.
      const target = pathFrom('', folder.path)
      return asVolumes
        ? volumeMount(volumeName(folder), target)
        : bindMount(pathFrom('.', folder.path), target, { create: true })
    }),
  ]
}

/** A socket directly in one of these stays inside: nothing can be mounted over them. */
export function isMountable({ path }: WrittenFolder): boolean {
  return path !== '/run' && path !== '/'
}

/** A volume belongs to root: another account gets a folder that a person makes for it. */
function storageMounts(source: ExportSource): Mount[] {
  if (storageFolder(source) === undefined) return []
  return source.option('user') === ''
    ? [volumeMount(storageVolume, storagePath)]
    : [bindMount('./storage', storagePath, { create: false })]
}

function volumeMount(volume: string, target: string): Mount {
  return { volume, mount: { type: 'volume', source: volume, target } }
}

function bindMount(source: string, target: string, { create }: { create: boolean }): Mount {
  return { mount: { type: 'bind', source, target, bind: { create_host_path: create } } }
}

/** Names of services hold `+` at most beside what a volume may be called (tbot-config.md 5.1); `.` keeps them apart. */
function volumeName({ service }: WrittenFolder): string {
  return `files-${service?.name.replaceAll('+', '.') ?? ''}`
}
