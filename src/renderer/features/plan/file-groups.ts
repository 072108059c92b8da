import type { FileChange, PlannedFileChange } from '../../../shared/config/plan/model.ts'

/** Files of one place that share a fate. */
export interface FileGroup {
  /** A folder, `memory`, `kubernetes_secret NAME`, or a socket. */
  readonly place: string
  readonly fate: 'written' | 'removed' | 'left-behind'
  /** The place itself, when it is made or replaced. */
  readonly container?: PlannedFileChange
  readonly files: readonly PlannedFileChange[]
}

const fates: Readonly<Record<FileChange, FileGroup['fate']>> = {
  create: 'written',
  replace: 'written',
  remove: 'removed',
  'left-behind': 'left-behind',
}

/** The files of a plan by the place they are in, in the plan's order. */
export function groupFiles(files: readonly PlannedFileChange[]): readonly FileGroup[] {
  const groups = new Map<string, { place: string; fate: FileGroup['fate']; files: PlannedFileChange[] }>()
  const containers = files.filter((file) => isContainer(file, files))
  const places = placesOf(files.filter((file) => !containers.includes(file)))
  for (const file of files) {
    const fate = fates[file.change]
    const place = containers.includes(file)
      ? file.path
      : (containers.find((each) => isInside(file.path, each.path))?.path ?? placeOf(file, places))
    const key = `${fate} ${place}`
    const group = groups.get(key) ?? { place, fate, files: [] }
    groups.set(key, group)
    if (!containers.includes(file)) group.files.push(file)
  }
  return [...groups.values()].map((group) => {
    const container = containers.find(
      (each) => each.path === group.place && fates[each.change] === group.fate,
    )
    return { ...group, ...(container === undefined ? {} : { container }) }
  })
}

/** A folder, or an object of Kubernetes that has keys of its own in the plan. */
function isContainer(file: PlannedFileChange, files: readonly PlannedFileChange[]): boolean {
  if (file.shape === 'folder') return true
  return file.shape === 'secret' && files.some((each) => each !== file && isInside(each.path, file.path))
}

function isInside(path: string, place: string): boolean {
  return path.startsWith(`${place}/`) || path.startsWith(`${place} `)
}

/** The folders of files, without those below another one. */
function placesOf(files: readonly PlannedFileChange[]): readonly string[] {
  const parents = [...new Set(files.map(({ path }) => parentOf(path)))]
  return parents.filter((parent) => !parents.some((each) => each !== parent && isInside(parent, each)))
}

function placeOf({ path }: PlannedFileChange, places: readonly string[]): string {
  const parent = parentOf(path)
  return places.find((place) => parent === place || isInside(parent, place)) ?? parent
}

function parentOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.startsWith('/') ? -1 : path.lastIndexOf(' '))
  return end <= 0 ? path : path.slice(0, end)
}

/** How many files have which fate; folders are told by their files. */
export function countChanges(
  files: readonly PlannedFileChange[],
): Readonly<Partial<Record<FileChange, number>>> {
  const counts: Partial<Record<FileChange, number>> = {}
  for (const { shape, change } of files) if (shape !== 'folder') counts[change] = (counts[change] ?? 0) + 1
  return counts
}
