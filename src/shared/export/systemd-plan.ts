import { AppError } from '../errors.ts'
import { moveStorage, proofNotes, secretNotes } from './elsewhere.ts'
import { isLoopback, listeners, serviceFolders, storageFolder } from './folders.ts'
import type { WrittenFolder } from './folders.ts'
import { botLifetime, ownLifetime } from './lifetimes.ts'
import type { ExportSource } from './source.ts'
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
  /** Name in `$CREDENTIALS_DIRECTORY`, and the file root puts there. */
  readonly credentials: readonly { readonly name: string; readonly file: string; readonly what: string }[]
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
  const credentials = credentialsOf(source)
  const credentialFolder = `/run/credentials/${unit}.service`
  const changes = [
    ...(storage === undefined ? [] : [moveStorage(source, storage)]),
    ...(source.join.tokenIs === 'file' && !source.join.usesLink
      ? [{ kind: 'set' as const, path: ['onboarding', 'token'], value: `${credentialFolder}/join-token` }]
      : []),
  ]
  const file = tbotFile(source, {
    tokenFile: `${credentialFolder}/join-token`,
    tokenPlace: option('token-file'),
    registrationFile: `${credentialFolder}/registration-secret`,
    registrationPlace: option('registration-file'),
    changes,
  })
  const folders = serviceFolders(source).map((folder) => ({
    ...folder,
    path: absolute(folder.path, storage),
  }))
  const places = [...folders, ...credentials.map(({ file: path }) => ({ path }))].map(({ path }) => path)
  if (places.some((path) => /\p{Cc}|\\$/u.test(path))) {
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

/** Relative paths count from the working directory, which the unit sets to the storage. */
function absolute(path: string, storage: string | undefined): string {
  return path.startsWith('/') ? path : `${storage ?? ''}/${path.replace(/^(?:\.\/)+/, '')}`
}

function credentialsOf(source: ExportSource): SystemdPlan['credentials'] {
  const { join, option, withSecrets } = source
  const token =
    join.tokenIs === 'file' && !join.usesLink
      ? join.token
      : join.tokenIs === 'secret' && !withSecrets
        ? option('token-file')
        : ''
  return [
    ...(token === '' ? [] : [{ name: 'join-token', file: token, what: 'join token' }]),
    ...(join.registrationSecret === '' || withSecrets
      ? []
      : [{ name: 'registration-secret', file: option('registration-file'), what: 'registration secret' }]),
  ]
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
    ...(folders.some(({ path }) => /^\/(?:var\/)?tmp(?:\/|$)/.test(path))
      ? ['A folder below /tmp or /var/tmp keeps the unit from having a /tmp of its own.']
      : []),
    ...(outside.length > 0
      ? ['A listener is open to the network, and whoever reaches it acts with the rights of the bot.']
      : []),
  ]
}
