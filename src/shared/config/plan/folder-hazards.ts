import { plannedFiles } from '../artifacts/planned-files.ts'
import { normalPath } from '../rules/destination-rules.ts'
import { foldersAbove } from '../rules/taken-folders.ts'
import type { ServicePair } from './compare-services.ts'
import { engineRuns } from './engine-limits.ts'
import { folderOf, readerList, root } from './file-changes.ts'
import { foreignNames, standsAt } from './foreign-files.ts'
import type { FolderFacts, Neighbour, PlanFacts, PlanHazard } from './model.ts'
import type { ReadDestination, ReadService, ReadText } from './read-text.ts'

/** What stands in the way, or open to others, where the new text wants to write. */
export function folderHazards(
  after: ReadText,
  pairs: readonly ServicePair[],
  facts: PlanFacts,
): PlanHazard[] {
  const services = after.services.flatMap(({ destination, name }) =>
    destination?.type === 'directory' ? [{ destination, name }] : [],
  )
  const storage = after.storage.type === 'directory' ? [{ destination: after.storage, name: '' }] : []
  const writers = [...storage, ...services]
  const earlier = earlierNames(pairs)
  const neighbours = (facts.neighbours ?? []).map((each) => ({ ...each, place: normalPath(each.folder) }))
  return [
    ...writers.flatMap(({ destination }) => stateHazards(destination, facts)),
    ...nested(writers),
    ...writers.flatMap((writer) => neighbourHazards(writer, neighbours, facts)),
    ...pairs.flatMap((pair) => [...foreignFiles(pair, earlier, facts), ...readerHazards(pair, facts)]),
  ]
}

function hazard(
  code: string,
  { path, line, column }: ReadDestination,
  message: string,
  key = 'path',
): PlanHazard {
  return { code, path: `${path}.${key}`, message, line, column }
}

function stateHazards(destination: ReadDestination, facts: PlanFacts): PlanHazard[] {
  const folder = folderOf(destination, facts)
  if (folder === undefined) return []
  const { path, mode = '', owner } = folder
  const at = (code: string, message: string) => [hazard(code, destination, message)]
  if (folder.kind === 'other')
    return at('destination.not-a-directory', `${path} is not a folder. Choose another path.`)
  const link =
    folder.kind === 'link' && !destination.followsLinks
      ? at(
          'destination.symlink',
          `${path} is a symbolic link, which can send private keys elsewhere; it is not followed. Use the real path.`,
        )
      : []
  const rights =
    folder.isWritable === false
      ? at(
          'destination.permission-denied',
          folder.exists
            ? `${facts.account} may not write in ${path}${owner === undefined ? '' : `: owner ${owner}, mode ${mode}`}. Give it the folder, or choose another.`
            : `${facts.account} may not make ${path}: the folder above is closed to it. Make it first, or choose another.`,
        )
      : []
  return [...link, ...rights, ...openness(folder, at)]
}

function openness(
  { path, mode = '', exists }: FolderFacts,
  at: (code: string, message: string) => PlanHazard[],
): PlanHazard[] {
  const others = Number.parseInt(mode.at(-1) ?? '0', 8)
  if (!exists || (others & 5) === 0) return []
  return (others & 2) === 2
    ? at(
        'destination.world-writable',
        `Everyone on this computer may put files into ${path} (mode ${mode}). Choose a folder of its own, mode 0700.`,
      )
    : at(
        'destination.world-readable',
        `Everyone on this computer may look into ${path} (mode ${mode}). The bot's files in it are closed (0600); make the folder 0700 all the same.`,
      )
}

/** A folder inside another one of the same text. Inside storage is told by the checks (`config.output-in-storage`). */
function nested(writers: readonly { destination: ReadDestination; name: string }[]): PlanHazard[] {
  const byFolder = Map.groupBy(writers, ({ destination }) => normalPath(destination.folder))
  return writers.flatMap((inner) =>
    foldersAbove(normalPath(inner.destination.folder))
      .flatMap((folder) => byFolder.get(folder) ?? [])
      .filter((outer) => outer.name !== '')
      .map((outer) =>
        hazard(
          'destination.nested',
          inner.destination,
          inner.name === ''
            ? `The bot's own storage is inside the folder of ${outer.name}, whose readers would find its identity. Give it a folder elsewhere.`
            : `This folder is inside the folder of ${outer.name}, whose readers would find these files too. Give it a folder elsewhere.`,
        ),
      ),
  )
}

interface NeighbourPlace extends Neighbour {
  /** Its folder as a normal path. */
  readonly place: string
}

function neighbourHazards(
  { destination, name }: { destination: ReadDestination; name: string },
  neighbours: readonly NeighbourPlace[],
  facts: PlanFacts,
): PlanHazard[] {
  const place = normalPath(root(destination, facts))
  return neighbours.flatMap((other) => {
    const isSame = other.place === place
    if (!isSame && !isInside(place, other.place) && !isInside(other.place, place)) return []
    const isStorage = name === '' || other.service === undefined
    const whose =
      other.service === undefined ? `the storage of ${other.bot}` : `${other.service} of ${other.bot}`
    const message = isSame
      ? `This is the folder of ${whose} as well, and each would overwrite the files of the other.${isStorage ? ' Two bots on one storage get locked by the cluster.' : ''} Give each its own folder.`
      : `This folder and that of ${whose} (${other.folder}) are one inside the other. Give each its own folder.`
    return [hazard(isStorage ? 'storage.shared' : 'destination.shared', destination, message)]
  })
}

/** Names that a service needs, that nobody of this bot wrote, and of which there is no copy. */
function foreignFiles(
  { after, change }: ServicePair,
  earlier: ReadonlyMap<string, ReadonlySet<string>>,
  facts: PlanFacts,
): PlanHazard[] {
  const destination = after?.destination
  if (after === undefined || destination === undefined || (change !== 'start' && change !== 'restart'))
    return []
  const folder = folderOf(destination, facts)
  if (folder === undefined) return []
  const own = [...(earlier.get(normalPath(destination.folder)) ?? [])]
  const files = foreignNames(namesOf(after), folder).filter(
    (entry) => !own.some((name) => standsAt(entry, name)) && !folder.kept?.some(({ name }) => name === entry),
  )
  if (files.length === 0) return []
  // What only tbot runs is not written from here.
  const isAsked = facts.isDropIn !== true && engineRuns(after.sketch.type)
  const found = hazard(
    'destination.foreign-file',
    destination,
    foreignText({ files, folder: folder.path, service: after.name, isAsked }),
  )
  return [isAsked ? { ...found, undecided: { service: after.name, folder: folder.path, files } } : found]
}

/** The names of the files that services of the old text write, by folder. */
function earlierNames(pairs: readonly ServicePair[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  for (const { before } of pairs) {
    if (before?.destination === undefined) continue
    const folder = normalPath(before.destination.folder)
    const known = names.get(folder) ?? new Set()
    for (const name of namesOf(before)) known.add(name)
    names.set(folder, known)
  }
  return names
}

function namesOf({ sketch }: ReadService): string[] {
  return plannedFiles(sketch, 'directory').map(({ name }) => name)
}

function foreignText(o: {
  readonly files: readonly string[]
  readonly folder: string
  readonly service: string
  readonly isAsked: boolean
}): string {
  const { files, folder, service, isAsked } = o
  const isOne = files.length === 1
  const list =
    files.length > 3 ? `${files.slice(0, 3).join(', ')} and ${files.length - 3} more` : files.join(', ')
  const what = isOne ? `There is a file ${list}` : `There are files ${list}`
  const them = isOne ? 'it' : 'them'
  const fate = isAsked
    ? `${service} needs ${isOne ? 'that name' : 'those names'}. Take ${them} over with a copy kept, or choose another folder.`
    : `${service} would replace ${them}. Keep a copy, or choose another folder.`
  return `${what} in ${folder} that no service of this bot wrote; ${fate}`
}

/** Readers of the old text that the new one no longer lets in. */
export function lostReaders({ before, after, change }: ServicePair): ReadDestination['readers'] {
  const old = before?.destination
  const now = after?.destination
  if (old === undefined || now === undefined || change !== 'restart' || !old.hasAcls) return []
  return old.readers.filter(
    (reader) =>
      !now.hasAcls || !now.readers.some(({ kind, name }) => kind === reader.kind && name === reader.name),
  )
}

function readerHazards(pair: ServicePair, facts: PlanFacts): PlanHazard[] {
  const lost = lostReaders(pair)
  const old = pair.before?.destination
  const now = pair.after?.destination
  if (old === undefined || now === undefined || lost.length === 0) return []
  const kept = now.hasAcls ? now.readers : []
  const isMoved = now.type !== old.type || normalPath(now.folder) !== normalPath(old.folder)
  const why = isMoved
    ? `${root(old, facts)} lets them in; the new place has ${kept.length === 0 ? 'no readers' : 'other readers'}.`
    : 'The new text does not name them as readers.'
  return [
    hazard('destination.readers-removed', now, `${readerList(lost)} would lose access. ${why}`, 'readers'),
  ]
}

/** Whether a folder is inside another one; both are normal paths and not the same. */
function isInside(inner: string, outer: string): boolean {
  return inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`)
}
