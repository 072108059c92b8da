import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react'
import type { Problem, TextEdit } from '../../shared/config/problem.ts'
import { editOperations, setProblems } from './fixes.ts'
import { problemDecorations, secretDecorations } from './marks.ts'
import { maskClipboard } from './masked-clipboard.ts'
import { monaco, setEditorSchema } from './monaco.ts'
import { secretRanges } from './secrets.ts'
import { themeName } from './theme.ts'
import classes from './YamlEditor.module.css'

/** What the screen can ask of the editor. Every change goes through its undo stack. */
export interface YamlEditorHandle {
  focus(): void
  /** Puts the cursor at a problem, scrolls it into view and takes the focus. */
  goTo(problem: Problem): void
  applyEdits(edits: readonly TextEdit[]): void
  replaceText(text: string): void
}

export interface YamlEditorProps {
  /** Spoken name, e.g. "Configuration of ci-deploy, YAML". */
  readonly label: string
  /** The text to begin with; later texts come through `replaceText`. */
  readonly initialText: string
  readonly problems: readonly Problem[]
  /** Where to go once it is open, and again with each new one. */
  readonly place?: Pick<Problem, 'line' | 'column'> | undefined
  /** JSON Schema for completion and hover. */
  readonly schema: object
  readonly areSecretsShown: boolean
  readonly handle: Ref<YamlEditorHandle>
  readonly onChange: (text: string) => void
  readonly onCursor: (line: number, column: number) => void
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
  const { label, problems, place, schema, areSecretsShown, handle } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor>(null)
  const latest = useRef(props)
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })

  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
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
    if (place) goToPlace(editor.current, place.line, place.column)
  }, [place])
  useProblemMarks(editor, problems)
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
  model.onDidChangeContent(() =>
    latest.current.onChange(model.getValue(monaco.editor.EndOfLinePreference.TextDefined, true)),
  )
  editor.onDidChangeCursorPosition(({ position }) =>
    latest.current.onCursor(position.lineNumber, position.column),
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

function useProblemMarks(
  editor: { readonly current: CodeEditor | null },
  problems: readonly Problem[],
): void {
  useEffect(() => {
    const model = editor.current?.getModel()
    if (!model || !editor.current) return undefined
    setProblems(monaco, model, problems)
    const marks = editor.current.createDecorationsCollection(problemDecorations(problems, model))
    return () => marks.clear()
  }, [editor, problems])
}

function useSecretMarks(editor: { readonly current: CodeEditor | null }, areShown: boolean): void {
  useEffect(() => {
    const model = editor.current?.getModel()
    if (!model || !editor.current || areShown) return undefined
    const marks = editor.current.createDecorationsCollection()
    const draw = (): void => {
      marks.set(secretDecorations(secretRanges(model.getValue())))
    }
    draw()
    const watching = model.onDidChangeContent(draw)
    return () => {
      watching.dispose()
      marks.clear()
    }
  }, [editor, areShown])
}

function goToPlace(editor: CodeEditor | null, lineNumber: number, column: number): void {
  editor?.setPosition({ lineNumber, column })
  editor?.revealLineInCenterIfOutsideViewport(lineNumber)
  editor?.focus()
}

function handleOf(ref: { readonly current: CodeEditor | null }): YamlEditorHandle {
  return {
    focus: () => ref.current?.focus(),
    goTo(problem) {
      goToPlace(ref.current, problem.line, problem.column)
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
