import { useCallback, useMemo, useRef, useState, type RefObject } from 'react'
import { formatPath } from '../../../shared/config/edit/index.ts'
import type { Change, ConfigDocument, ConfigPath } from '../../../shared/config/edit/model.ts'
import type { EffectiveValue } from '../../../shared/config/effective/model.ts'
import type { TargetVersion } from '../../../shared/config/problem.ts'
import { AppError } from '../../../shared/errors.ts'
import { askText } from '../../editor/text-service.ts'
import type { EntryData } from '../../editor/text-tasks.ts'
import type { YamlEditorHandle } from '../../editor/YamlEditor.tsx'
import type { Lines } from '../../editor/marks.ts'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import {
  documentOfEntry,
  entriesOf,
  entryAt,
  lastLine,
  sectionKeys,
  type FormEntry,
} from './document-view.ts'
import type { CursorPlace } from './next-problem.ts'
import { useNewest } from './use-newest.ts'
import { useStable } from './use-stable.ts'
import type { SurveyedText } from './use-survey.ts'

interface EntryFormOptions {
  /** The text of now, which may not be surveyed yet. */
  readonly text: string
  readonly target: TargetVersion
  readonly survey: SurveyedText | undefined
  readonly editor: RefObject<YamlEditorHandle | null>
  readonly cursor: CursorPlace
  /** False while no form is in sight: nothing is read then. */
  readonly isShown: boolean
}

/** The part of the file that the form shows, and the ways to change it and to go to another. */
export interface EntryForm {
  readonly entries: readonly FormEntry[]
  /** The part in the form; undefined until one was read. */
  readonly entry: FormEntry | undefined
  readonly document: ConfigDocument | undefined
  readonly effective: readonly EffectiveValue[]
  /** Lines of the part, and of the field that has the focus. */
  readonly block: Lines | undefined
  readonly field: Lines | undefined
  /** Why the last edit could not be made. */
  readonly refusal: AppError | undefined
  open: (entry: FormEntry) => void
  step: (by: 1 | -1) => void
  /** The cursor was moved by a person: the form follows it. */
  followCursor: () => void
  change: (changes: readonly Change[]) => void
  focus: (path: ConfigPath | undefined) => void
}

const noEntries: readonly FormEntry[] = []
const noEffective: readonly EffectiveValue[] = []

/** Form and cursor follow each other; edits of the form are patches of the text, one undo step each (interface.md 6.5). */
export function useEntryForm(options: EntryFormOptions): EntryForm {
  const { target, survey, editor, cursor, isShown } = options
  const [chosen, setChosen] = useState<string>()
  const [focused, setFocused] = useState<ConfigPath>()
  const entries = useMemo(
    () => (survey?.parses ? entriesOf(survey.outline, texts.sections) : noEntries),
    [survey],
  )
  const entry = entries.find(({ path }) => formatPath(path) === chosen) ?? entryAt(entries, cursor.line)
  const { answer, effective } = useReading(survey, target, isShown ? entry : undefined)
  const { pending, refusal, change } = useChanges(editor, options.text, answer?.input.text)

  const data = answer?.output
  const shown = answer?.input.entry
  const document = useMemo(
    () =>
      data &&
      documentOfEntry(
        data,
        pending.filter(({ since }) => since === answer?.input.text).flatMap(({ changes }) => changes),
      ),
    [answer, data, pending],
  )
  const fieldRange = isShown && focused ? document?.rangeOf(focused) : undefined
  const open = useStable((next: FormEntry): void => {
    setChosen(formatPath(next.path))
    setFocused(undefined)
    if (next.range) editor.current?.show({ line: next.range.startLine, column: next.range.startColumn })
  })
  const step = useStable((by: 1 | -1): void => {
    const index = entries.findIndex(({ path }) => formatPath(path) === formatPath(entry?.path ?? []))
    const next = entries[index + by]
    if (next) open(next)
  })
  const followCursor = useStable((): void => setChosen(undefined))
  const block = useLines(isShown && shown?.kind !== 'top' ? entry?.range : undefined)
  const field = useLines(fieldRange)
  return useMemo(
    () => ({
      entries,
      entry: shown,
      document,
      effective,
      block,
      field,
      refusal,
      open,
      step,
      followCursor,
      change,
      focus: setFocused,
    }),
    [block, change, document, effective, entries, field, followCursor, open, refusal, shown, step],
  )
}

/** The same object while the lines are the same. */
function useLines(range: Parameters<typeof lastLine>[0] | undefined): Lines | undefined {
  const startLine = range?.startLine
  const endLine = range && lastLine(range)
  return useMemo(
    () => (startLine === undefined || endLine === undefined ? undefined : { startLine, endLine }),
    [endLine, startLine],
  )
}

interface Part {
  readonly text: string
  readonly target: TargetVersion
  readonly entry: FormEntry
}

/**
 * Reads the part from each text that was surveyed; one that does not parse leaves what was read before. What is in force
 * where nothing is written comes after what is.
 */
function useReading(survey: SurveyedText | undefined, target: TargetVersion, entry: FormEntry | undefined) {
  const part = useMemo(
    () => (survey && entry ? { text: survey.text, target, entry } : undefined),
    [entry, survey, target],
  )
  const { answer } = useNewest(part, readPart, { isBackground: true })
  const { answer: inForce } = useNewest(answer?.input, readInForce, { isBackground: true })
  const isOfPart = inForce && answer && nameOf(inForce.input) === nameOf(answer.input)
  return { answer, effective: isOfPart ? inForce.output : noEffective }
}

function readPart({ text, entry }: Part): Promise<EntryData | undefined> {
  return askText('entry', { text, path: entry.path, without: entry.kind === 'top' ? sectionKeys : [] })
}

function readInForce({ text, target, entry }: Part): Promise<readonly EffectiveValue[]> {
  return askText('effective', { text, target, part: nameOf({ entry }) })
}

function nameOf({ entry }: Pick<Part, 'entry'>): string {
  return formatPath(entry.path)
}

interface Pending {
  readonly changes: readonly Change[]
  /** The text they were asked of: a reading of another text has them, or never will. */
  readonly since: string
  /** The text has them; a reading of it may be on its way. */
  readonly isMade?: boolean
}

/** Makes changes one after the other, each on the text of then. */
function useChanges(editor: RefObject<YamlEditorHandle | null>, text: string, readText: string | undefined) {
  const [pending, setPending] = useState<readonly Pending[]>([])
  const [refusal, setRefusal] = useState<AppError>()
  const [seen, setSeen] = useState(readText)
  if (seen !== readText) {
    // Another text was read, which has them.
    setSeen(readText)
    setPending(pending.filter(({ since, isMade }) => since === readText || !isMade))
  } else if (pending.some(({ since, isMade }) => isMade && since === text)) {
    // An undo took them back before that.
    setPending(pending.filter(({ since, isMade }) => !isMade || since !== text))
  }
  const queue = useRef(Promise.resolve())
  const change = useCallback(
    (changes: readonly Change[]) => {
      const own: Pending = { changes, since: editor.current?.text() ?? '' }
      setPending((known) => [...known.filter(({ since }) => since === own.since), own])
      const make = async (): Promise<void> => {
        try {
          const isChanged = await patch(editor, changes)
          setRefusal(undefined)
          setPending((known) =>
            isChanged
              ? known.map((each) => (each === own ? { ...own, isMade: true } : each))
              : known.filter((each) => each !== own),
          )
        } catch (thrown) {
          setRefusal(AppError.from(thrown))
          setPending((known) => known.filter((each) => each !== own))
        }
      }
      queue.current = queue.current.then(make)
    },
    [editor],
  )
  return { pending, refusal, change }
}

/** Whether the text changed by it. A text that was typed into meanwhile is patched anew. */
async function patch(
  editor: RefObject<YamlEditorHandle | null>,
  changes: readonly Change[],
): Promise<boolean> {
  for (;;) {
    const text = editor.current?.text()
    if (text === undefined) return false
    const edits = await askText('edits', { text, changes })
    if (editor.current?.text() !== text) continue
    if (edits.length > 0) editor.current.applyEdits(edits)
    return edits.length > 0
  }
}
