import { isLoopback } from '../config/internet.ts'
import { AppError } from '../errors.ts'
import { moveStorage, proofNotes, secretNotes } from './elsewhere.ts'
import { pathFrom, serviceFolders, storageFolder } from './folders.ts'
import type { WrittenFolder } from './folders.ts'
import { listeners } from './listeners.ts'
import { botLifetime, ownLifetime } from './lifetimes.ts'
import { handSecrets } from './secret-files.ts'
import type { HandedSecret } from './secret-files.ts'
import type { ExportSource } from './source.ts'
import { isTemporary } from './systemd-folders.ts'
import { tbotFile } from './tbot-file.ts'
import type { TbotFile } from './tbot-file.ts'
import { isOn } from './values.ts'

/** Everything the unit, the account, the folders and the script agree on. */
export interface SystemdPlan {
  readonly source: ExportSource
  /** `tbot-ci-deploy`. */
  readonly unit: string
  readonly isOneshot: boolean
  readonly config: string
  readonly configName: string
  readonly file: TbotFile
  readonly user: string
  readonly group: string
  /** Absent when the bot keeps its identity in memory or in a Secret. */
  readonly storage?: string
  /** Handed over in `$CREDENTIALS_DIRECTORY`. */
  readonly credentials: readonly HandedSecret[]
  readonly folders: readonly WrittenFolder[]
  /** A port below 1024 is among its listeners. */
  readonly needsLowPort: boolean
  /** Time between two runs of a one-shot bot. */
  readonly every: string
  readonly notes: readonly string[]
}

/** Works out where everything goes on the computer. */
export function systemdPlan(source: ExportSource): SystemdPlan {
  const { option, slug, values } = source
  for (const key of ['user', 'group']) {
    if (!/^[\w.-]+$/.test(option(key)))
      throw new AppError('usage.bad-argument', `"${key}" is no name of an account or group`)
  }
  const unit = slug === 'tbot' ? slug : `tbot-${slug}`
  const storage = storageFolder(source) === undefined ? undefined : option('storage')
  const { secrets: credentials, changes, ...places } = handSecrets(source, `/run/credentials/${unit}.service`)
  const file = tbotFile(source, {
    ...places,
    changes: [...(storage === undefined ? [] : [moveStorage(source, storage)]), ...changes],
  })
  const folders = serviceFolders(source).map((folder) => ({
    ...folder,
    // The unit sets the storage as its working directory.
    path: pathFrom(storage ?? '', folder.path),
  }))
  const paths = [...folders.map(({ path }) => path), ...credentials.map((each) => each.file)]
  if (paths.some((path) => /\p{Cc}|\\$/u.test(path))) {
    throw new AppError(
      'export.not-possible',
      'a path of the file holds a line break or another character that no unit can say',
    )
  }
  return {
    source,
    unit,
    isOneshot: isOn(values, 'oneshot'),
    config: option('config'),
    configName: option('config').replace(/^.*\//, '') || `${slug}.yaml`,
    file,
    user: option('user'),
    group: option('group'),
    ...(storage === undefined ? {} : { storage }),
    credentials,
    folders,
    needsLowPort: listeners(source).some(({ port }) => port > 0 && port < 1024),
    every: option('every') || `${shortestInterval(source)}s`,
    notes: notes(source, folders),
  }
}

function shortestInterval(source: ExportSource): number {
  const own = source.services.flatMap((service) => ownLifetime(service) ?? [])
  const { ttl, interval } = botLifetime(source)
  return Math.max(
    1,
    Math.min(interval < ttl ? interval : Math.floor(ttl / 3), ...own.map((each) => each.interval)),
  )
}

function notes(source: ExportSource, folders: readonly WrittenFolder[]): string[] {
  const outside = listeners(source).filter(({ host, path }) => path !== 'diag_addr' && !isLoopback(host))
  return [
    ...proofNotes(source),
    ...secretNotes(source),
    ...(folders.some(({ path }) => path === '/run')
      ? [
          'A socket directly in /run cannot be made by an account without rights. Give it a folder of its own below /run.',
        ]
      : []),
    ...(folders.some(({ path }) => isTemporary(path))
      ? ['A folder below /tmp or /var/tmp keeps the unit from having a /tmp of its own.']
      : []),
    ...(outside.length > 0
      ? ['A listener is open to the network, and whoever reaches it acts with the rights of the bot.']
      : []),
  ]
}
