import { AppError } from '../errors.ts'
import { storageNotes } from './elsewhere.ts'
import { factsOf } from './facts.ts'
import type { Export, ExportFile, Exporter, LeftOut } from './model.ts'
import type { ExportSource } from './source.ts'
import { readSource } from './source.ts'

/** What a kind makes of a configuration, before it is guarded and marked. */
export interface Draft {
  readonly files: readonly DraftFile[]
  readonly leftOut?: readonly LeftOut[]
  readonly notes?: readonly string[]
}

export interface DraftFile extends ExportFile {
  /** "the join token": the file gets a marked first line and mode 0600. */
  readonly holdsSecret?: string | undefined
}

interface Definition extends Omit<Exporter, 'make'> {
  readonly checkedBy: string
  /** True when following the export runs the bot a second time, with the join of the file. */
  readonly startsAnotherBot: boolean
  build(source: ExportSource): Draft
}

const secondBot =
  'Where another one runs already, this is a second bot: it needs a join token of its own and a new storage. A copied storage locks both.'
/** Shorter words stand in many places by chance. */
const shortestSecret = 8

/**
 * An exporter from its one idea: how a checked configuration becomes files. Reading, options, the mark of
 * secrets and the guard against them are done here, the same for every kind.
 */
export function defineExporter(definition: Definition): Exporter {
  const { build, checkedBy, startsAnotherBot, ...about } = definition
  return {
    ...about,
    make(request) {
      const source = readSource(request, definition.options)
      const draft = build(source)
      const made: Export = {
        kind: definition.kind,
        files: draft.files.map(marked),
        leftOut: draft.leftOut ?? [],
        facts: factsOf(source),
        notes: [...(startsAnotherBot ? [secondBot, ...storageNotes(source)] : []), ...(draft.notes ?? [])],
        checkedBy,
      }
      checkPaths(made)
      guard(made, source)
      return made
    },
  }
}

function marked({ holdsSecret, ...file }: DraftFile): ExportFile {
  if (holdsSecret === undefined) return file
  return {
    ...file,
    mode: '0600',
    text: `# Holds a secret: ${holdsSecret}. Keep it readable by its owner only.\n${file.text}`,
  }
}

/** Options name files too: each stays below the folder it is saved in, and none replaces another. */
function checkPaths({ files }: Export): void {
  const paths = files.map(({ path }) => path)
  const odd = paths.find(
    (path, index) =>
      path.split('/').some((part) => ['', '.', '..'].includes(part)) || paths.indexOf(path) !== index,
  )
  if (odd === undefined) return
  throw new AppError(
    'usage.bad-argument',
    `"${odd}" cannot be a file of this export: each needs a name of its own, below the folder`,
  )
}

/** The last line of defence: a secret that was not asked for must not leave, whatever an exporter did. */
function guard(made: Export, source: ExportSource): void {
  if (source.withSecrets) return
  const all = JSON.stringify([
    made.files.map((file) => [file.path, file.text, file.about]),
    made.leftOut,
    made.notes,
  ])
  const leaked = source.secrets.some(
    ({ value }) =>
      value.length >= shortestSecret &&
      !source.bot.includes(value) &&
      all.includes(JSON.stringify(value).slice(1, -1)),
  )
  if (!leaked) return
  throw new AppError(
    'export.not-possible',
    'a secret of the file stands in a second place of it, such as a folder, where this form would show it; change that place',
  )
}
