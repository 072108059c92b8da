import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type Ref, type RefObject } from 'react'
import type { Problem, TextEdit } from '../../shared/config/problem.ts'
import type { Snippet } from '../../shared/config/form/index.ts'
import { contextOf } from './editor-context.ts'
import { editOperations, setProblems } from './fixes.ts'
import { formDecorations, problemDecorations, type Lines } from './marks.ts'
import { measureCheck } from './measures.ts'
import { maskClipboard } from './masked-clipboard.ts'
import { monaco, setEditorSchema } from './monaco.ts'
import { themeName } from './theme.ts'
import { useSecretMarks } from './use-secret-marks.ts'
import classes from './YamlEditor.module.css'

/** A place the editor can go to. */
export type Place = Pick<Problem, 'line' | 'column'>

/** What the screen can ask of the editor. Every change goes through its undo stack, one step for each call. */
export interface YamlEditorHandle {
  focus(): void
  /** The text of now. */
  text(): string
  /** Puts the cursor at a place, scrolls it into view and takes the focus. */
  goTo(place: Place): void
  /** Puts the cursor at a place and scrolls it into view, but leaves the focus where it is. */
  show(place: Place): void
  applyEdits(edits: readonly TextEdit[]): void
  replaceText(text: string): void
  undo(): void
  redo(): void
  /** Runs one of the editor's own commands at the cursor. */
  run(command: 'rename' | 'format'): void
}

export interface YamlEditorProps {
  /** Spoken name, e.g. "Configuration of ci-deploy, YAML". */
  readonly label: string
  /** The text to begin with; later texts come through `replaceText`. */
  readonly initialText: string
  readonly problems: readonly Problem[]
  /** The text the problems are about: those of an older text are not drawn into a newer one. */
  readonly checkedText: string | undefined
  /** Where to go once it is open, and again with each new one. */
  readonly place?: Place | undefined
  /** JSON Schema for completion and hover. */
  readonly schema: object
  readonly snippets: readonly Snippet[]
  readonly areSecretsShown: boolean
  /** The lines the open form shows, and those of the field that has the focus. */
  readonly block?: Lines | undefined
  readonly field?: Lines | undefined
  readonly handle: Ref<YamlEditorHandle>
  readonly onChange: (text: string) => void
  /** `isPersons`: moved by hand or by going somewhere, not by an edit from elsewhere. */
  readonly onCursor: (line: number, column: number, isPersons: boolean) => void
  /** Asks for a reason to keep a problem. */
  readonly onKeep: (problem: Problem) => void
  /** Whether Tab leaves the editor (Ctrl M switches). */
  readonly onTabMode: (leaves: boolean) => void
}

type CodeEditor = monaco.editor.IStandaloneCodeEditor

const options = {
  language: 'yaml',
  automaticLayout: true,
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSize: 12,
  lineHeight: 20,
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  minimap: { enabled: false },
  glyphMargin: false,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 8,
  padding: { top: 8, bottom: 8 },
  scrollBeyondLastLine: false,
  renderLineHighlight: 'all',
  overviewRulerBorder: false,
  overviewRulerLanes: 1,
  hideCursorInOverviewRuler: true,
  stickyScroll: { enabled: false },
  bracketPairColorization: { enabled: false },
  // All of them are made anew after each change; in a long file the inner ones are left out.
  foldingMaximumRegions: 1_000,
  occurrencesHighlight: 'off',
  lightbulb: { enabled: monaco.editor.ShowLightbulbIconMode.Off },
  // Bare YAML text counts as string, so typing would suggest nothing otherwise.
  quickSuggestions: { other: true, comments: false, strings: true },
  suggest: { showWords: false, preview: false },
  wordBasedSuggestions: 'off',
  fixedOverflowWidgets: true,
  links: false,
  // A dragged or searched selection would show a masked value in the clear.
  dragAndDrop: false,
  dropIntoEditor: { enabled: false },
  find: { seedSearchStringFromSelection: 'never', addExtraSpaceOnTop: false },
  accessibilitySupport: 'auto',
} as const satisfies monaco.editor.IStandaloneEditorConstructionOptions

let nextModel = 1

/** The text of one configuration in Monaco: our markers, masked secrets, fixes that can be undone. */
export function YamlEditor(props: YamlEditorProps) {
  const { label, problems, checkedText, place, schema, snippets, areSecretsShown, handle } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor>(null)
  const latest = useRef(props)
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })

  useEffect(() => {
    latest.current = props
  })
  // Before the marks, which are not drawn again when nothing changes any more.
  useLayoutEffect(() => {
    if (!host.current) return undefined
    const opened = openEditor(host.current, latest)
    editor.current = opened.editor
    return () => {
      editor.current = null
      opened.close()
    }
  }, [])
  useEffect(() => monaco.editor.setTheme(themeName(scheme)), [scheme])
  useEffect(() => setEditorSchema(schema), [schema])
  useEffect(() => editor.current?.updateOptions({ ariaLabel: label }), [label])
  useEffect(() => {
    if (!place) return
    showPlace(editor.current, place)
    editor.current?.focus()
  }, [place])
  useEffect(() => {
    const model = editor.current?.getModel()
    if (model) contextOf(model).snippets = snippets
  }, [snippets])
  useProblemMarks(editor, problems, checkedText)
  useFormMarks(editor, props.block, props.field)
  useSecretMarks(editor, areSecretsShown)
  useImperativeHandle(handle, () => handleOf(editor), [])

  return <div ref={host} className={classes.host} />
}

/** Makes the editor with its text; `latest` always holds the newest props. */
function openEditor(
  host: HTMLElement,
  latest: { readonly current: YamlEditorProps },
): { editor: CodeEditor; close: () => void } {
  const uri = monaco.Uri.parse(`inmemory://botdesk/${nextModel++}/tbot.yaml`)
  const model = monaco.editor.createModel(latest.current.initialText, 'yaml', uri)
  const editor = monaco.editor.create(host, { ...options, model, ariaLabel: latest.current.label })
  const unmask = maskClipboard(editor, () => !latest.current.areSecretsShown)
  // The last two arguments keep the line ends and the byte order mark of the file.
  model.onDidChangeContent(() => {
    const changedAt = performance.now()
    const text = model.getValue(monaco.editor.EndOfLinePreference.TextDefined, true)
    Object.assign(contextOf(model), { text, changedAt })
    latest.current.onChange(text)
  })
  Object.assign(contextOf(model), {
    text: latest.current.initialText,
    keep: (problem: Problem) => latest.current.onKeep(problem),
  })
  editor.onDidChangeCursorPosition(({ position, source }) =>
    latest.current.onCursor(position.lineNumber, position.column, source === 'api' || editor.hasTextFocus()),
  )
  editor.addAction({
    id: 'botdesk.tab',
    label: 'Let Tab leave the editor',
    // Monaco's own switch is for all editors at once and does not tell; this one takes its key.
    keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyM],
    run() {
      const leaves = !editor.getOption(monaco.editor.EditorOption.tabFocusMode)
      editor.updateOptions({ tabFocusMode: leaves })
      latest.current.onTabMode(leaves)
    },
  })
  void document.fonts.ready.then(() => monaco.editor.remeasureFonts())
  return {
    editor,
    close() {
      unmask()
      editor.dispose()
      model.dispose()
    },
  }
}

/** Markers and the text at the ends of lines. Those of an older text stay where they are until the newest is checked: the editor moves them. */
function useProblemMarks(
  editor: RefObject<CodeEditor | null>,
  problems: readonly Problem[],
  checkedText: string | undefined,
): void {
  const marks = useRef<monaco.editor.IEditorDecorationsCollection>(undefined)
  // Before the paint: the markers belong to the frame of the answer.
  useLayoutEffect(() => {
    const model = editor.current?.getModel()
    if (!model || !editor.current) return
    const context = contextOf(model)
    if (checkedText !== context.text) return
    setProblems(monaco, model, problems)
    const drawn = marks.current ?? editor.current.createDecorationsCollection()
    marks.current = drawn
    drawn.set(problemDecorations(problems, model))
    const { changedAt } = context
    context.changedAt = undefined
    if (changedAt !== undefined) measureCheck(changedAt, model.getLineCount(), problems.length)
  }, [checkedText, editor, problems])
}

/** Follows the form: the lines move with the text until new ones are given. */
function useFormMarks(
  editor: RefObject<CodeEditor | null>,
  block: Lines | undefined,
  field: Lines | undefined,
): void {
  useEffect(() => {
    const model = editor.current?.getModel()
    if (!model || !editor.current) return undefined
    const marks = editor.current.createDecorationsCollection(formDecorations(model, block, field))
    if (field) editor.current.revealLineInCenterIfOutsideViewport(field.startLine)
    return () => marks.clear()
  }, [block, editor, field])
}

function showPlace(editor: CodeEditor | null, { line, column }: Place): void {
  editor?.setPosition({ lineNumber: line, column })
  editor?.revealLineInCenterIfOutsideViewport(line)
}

const commands = { rename: 'editor.action.rename', format: 'editor.action.formatDocument' } as const

function handleOf(ref: { readonly current: CodeEditor | null }): YamlEditorHandle {
  return {
    focus: () => ref.current?.focus(),
    text: () => ref.current?.getModel()?.getValue(monaco.editor.EndOfLinePreference.TextDefined, true) ?? '',
    goTo(place) {
      showPlace(ref.current, place)
      ref.current?.focus()
    },
    show: (place) => showPlace(ref.current, place),
    // The text's own: the editor's command goes to whatever has the focus.
    undo: () => void ref.current?.getModel()?.undo(),
    redo: () => void ref.current?.getModel()?.redo(),
    run(command) {
      ref.current?.focus()
      void ref.current?.getAction(commands[command])?.run()
    },
    applyEdits(edits) {
      ref.current?.pushUndoStop()
      ref.current?.executeEdits('fix', editOperations(edits))
      ref.current?.pushUndoStop()
    },
    replaceText(text) {
      const range = ref.current?.getModel()?.getFullModelRange()
      if (!range) return
      ref.current?.pushUndoStop()
      ref.current?.executeEdits('replace', [{ range, text }])
      ref.current?.pushUndoStop()
    },
  }
}
