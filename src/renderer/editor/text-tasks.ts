import { ConfigChecker } from '../../shared/config/index.ts'
import {
  editsFor,
  formatEdits,
  formatPath,
  isMapValue,
  mergeTexts,
  openDocument,
  outlineOf,
  renameService,
} from '../../shared/config/edit/index.ts'
import type {
  Change,
  ConfigDocument,
  ConfigPath,
  OutlineEntry,
  TextRange,
  YamlValue,
} from '../../shared/config/edit/model.ts'
import { effectiveValues } from '../../shared/config/effective/index.ts'
import { keepEdits } from '../../shared/config/index.ts'
import { importText } from '../../shared/config/import/index.ts'
import { migrate } from '../../shared/config/migrate/index.ts'
import type { Problem, TargetVersion } from '../../shared/config/problem.ts'
import { countChanges, diffLines } from './line-diff.ts'
import { nameAt } from './service-names.ts'
import { secretRanges } from './secrets.ts'

/** What a screen shows of a text besides its problems. */
export interface Survey {
  /** False while the text does not parse; the outline is empty then. */
  readonly parses: boolean
  readonly outline: readonly OutlineEntry[]
  /** Lines that differ from the saved text. */
  readonly changes: number
  readonly hasSecrets: boolean
}

/** One part of a document with everything below it, as plain data: a document itself cannot leave the worker. */
export interface EntryData {
  readonly path: ConfigPath
  readonly value: YamlValue | undefined
  readonly ranges: readonly { readonly path: ConfigPath; readonly range: TextRange }[]
}

const checker = new ConfigChecker()

/** Everything the page asks about a text: runs in a worker, or here where there is none. The same text has the same answer. */
export const textTasks = {
  check({ text, target }: { text: string; target: TargetVersion }) {
    const { problems, kept } = checker.check(text, { target })
    return { problems, kept }
  },
  survey({ text, savedText }: { text: string; savedText: string }): Survey {
    return {
      parses: documentOf(text) !== undefined,
      outline: outlineOf(text),
      changes: text === savedText ? 0 : countChanges(diffLines(savedText, text)),
      hasSecrets: secretRanges(text).length > 0,
    }
  },
  entry({ text, path, without }: { text: string; path: ConfigPath; without: readonly string[] }) {
    const document = documentOf(text)
    return document && readEntry(document, path, without)
  },
  edits: ({ text, changes }: { text: string; changes: readonly Change[] }) => editsFor(text, changes),
  format: ({ text }: { text: string }) => formatEdits(text),
  rename: ({ text, path, name }: { text: string; path: ConfigPath; name: string }) =>
    renameService(text, path, name),
  nameAt: ({ text, line, column }: { text: string; line: number; column: number }) =>
    nameAt(documentOf(text), outlineOf(text), line, column),
  keep: ({ text, problem, reason }: { text: string; problem: Problem; reason: string }) =>
    keepEdits(text, problem, reason),
  merge: (texts: { base: string; mine: string; theirs: string }) => mergeTexts(texts),
  effective: ({ text, ...options }: { text: string; target: TargetVersion; part?: string }) =>
    effectiveValues(text, options),
  migrate: ({ text, target }: { text: string; target: TargetVersion }) => migrate(text, { target }),
  import: ({ text, target }: { text: string; target: TargetVersion }) => importText(text, { target }),
}

export type TextTasks = typeof textTasks
export type TextTask = keyof TextTasks

let last: { readonly text: string; readonly document: ConfigDocument | undefined } | undefined

/** The document of a text; the last one is kept, because several questions are asked of the same text. */
function documentOf(text: string): ConfigDocument | undefined {
  if (last?.text !== text) last = { text, document: openDocument(text) }
  return last.document
}

function readEntry(document: ConfigDocument, path: ConfigPath, without: readonly string[]): EntryData {
  const whole = document.valueAt(path)
  const value =
    isMapValue(whole) && without.length > 0
      ? Object.fromEntries(Object.entries(whole).filter(([key]) => !without.includes(key)))
      : whole
  const ranges: { path: ConfigPath; range: TextRange }[] = []
  const seen = new Set<string>()
  const walk = (at: ConfigPath, part: YamlValue | undefined): void => {
    const range = document.rangeOf(at)
    const name = formatPath(at)
    if (seen.has(name)) return
    seen.add(name)
    if (range) ranges.push({ path: at, range })
    if (Array.isArray(part)) for (const [index, item] of part.entries()) walk([...at, index], item)
    else if (isMapValue(part)) for (const [key, item] of Object.entries(part)) walk([...at, key], item)
  }
  walk(path, value)
  return { path, value, ranges }
}
