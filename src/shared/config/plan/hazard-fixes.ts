import { checkConfig } from '../check-config.ts'
import type { Read } from '../edit/draft.ts'
import { editsFor } from '../edit/edits-for.ts'
import type { Change } from '../edit/model.ts'
import { parsePath } from '../edit/path.ts'
import type { Problem, ProblemFix, TargetVersion } from '../problem.ts'
import { normalPath } from '../rules/destination-rules.ts'
import type { TakenFolders } from '../rules/taken-folders.ts'
import { YamlReader } from '../yaml-reader.ts'
import type { ServicePair } from './compare-services.ts'
import { folderOf, readerList, root } from './file-changes.ts'
import { lostReaders } from './folder-hazards.ts'
import type { PlanFacts, PlanHazard } from './model.ts'
import type { ReadText } from './read-text.ts'
import { destinationsOf, takenFolders } from './written-folders.ts'

/** What fixes are made from. `shown`: the text as its reader has it, which the edits are for. */
export interface FixGround {
  readonly shown: string
  readonly target: TargetVersion
  readonly now: ReadText
  readonly pairs: readonly ServicePair[]
  readonly facts: PlanFacts
}

/** A fix told by path, before it is an edit of a text. */
interface Remedy {
  readonly title: string
  readonly changes: readonly Change[]
}

/** What the checks found, with fixes for the text that is shown: secrets are of another length where they are dots. */
export function fixedProblems(
  problems: readonly Problem[],
  shown: string,
  target: TargetVersion,
): readonly Problem[] {
  if (!problems.some(({ fix }) => fix !== undefined)) return problems
  const found = new Map(checkConfig(shown, { target }).problems.map((each) => [nameOf(each), each.fix]))
  return problems.map(({ fix: _fix, ...problem }) => {
    const fix = found.get(nameOf(problem))
    return fix === undefined ? problem : { ...problem, fix }
  })
}

/** The hazards among what the checks found. */
export function checkedHazards(problems: readonly Problem[]): PlanHazard[] {
  return problems
    .filter(({ severity }) => severity === 'hazard')
    .map(({ code, path, message, line, column, fix }) => ({
      code,
      path,
      message,
      line,
      column,
      ...(fix === undefined ? {} : { fix }),
    }))
}

/** The hazards of folders, each with what ends it where that is certain. */
export function fixedHazards(hazards: readonly PlanHazard[], ground: FixGround): PlanHazard[] {
  const taken = takenFolders(destinationsOf(ground.now), ground.facts)
  const reader = new YamlReader()
  const read: Read = (text) => reader.read(text)
  const byPlace = new Map(ground.pairs.map((pair) => [pair.after?.destination?.path, pair]))
  return hazards.map((hazard) => {
    const pair = byPlace.get(hazard.path.slice(0, hazard.path.lastIndexOf('.')))
    const remedy = pair && remedyOf(hazard, pair, { facts: ground.facts, taken })
    const fix = remedy === undefined ? undefined : fixOf(remedy, ground.shown, read)
    return fix === undefined ? hazard : { ...hazard, fix }
  })
}

function nameOf({ code, path, message }: Problem): string {
  return `${code} ${path} ${message}`
}

/** Of a service only: another storage would be another identity, and that is nothing to be done with a button. */
function remedyOf(
  { code, path }: PlanHazard,
  pair: ServicePair,
  { facts, taken }: { readonly facts: PlanFacts; readonly taken: TakenFolders },
): Remedy | undefined {
  const destination = pair.after?.destination
  if (pair.after === undefined || destination === undefined) return undefined
  const moveTo = (folder: string | undefined): Remedy | undefined =>
    folder === undefined
      ? undefined
      : { title: `Use ${folder}`, changes: [{ kind: 'set', path: parsePath(path), value: folder }] }
  switch (code) {
    case 'destination.nested':
    case 'destination.shared':
      return moveTo(taken.beside(normalPath(root(destination, facts)), pair.after.name))
    case 'destination.symlink':
      return moveTo(folderOf(destination, facts)?.realPath)
    case 'destination.readers-removed': {
      const lost = lostReaders(pair)
      if (!destination.hasAcls || destination.type !== 'directory') return undefined
      const title = `Add ${readerList(lost)} as ${lost.length === 1 ? 'reader' : 'readers'}`
      const readers = lost.map(({ kind, name }) => ({ [kind]: name }))
      return {
        title,
        changes: readers.map((value) => ({ kind: 'insert', path: parsePath(path), value })),
      }
    }
    default:
      return undefined
  }
}

/** Undefined where the text cannot take the change, as when the place comes in by an alias. */
function fixOf({ title, changes }: Remedy, shown: string, read: Read): ProblemFix | undefined {
  try {
    return { title, edits: editsFor(shown, changes, read) }
  } catch {
    return undefined
  }
}
