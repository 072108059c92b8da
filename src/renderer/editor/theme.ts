import type * as Monaco from 'monaco-editor/editor'
import { roles, shadows, tones, type Scheme } from '../theme/tokens.ts'

/** The name of Monaco's theme for a colour scheme. */
export function themeName(scheme: Scheme): string {
  return `botdesk-${scheme}`
}

/** Makes both themes from the tokens (interface.md 4.1, 10). */
export function defineThemes(monaco: typeof Monaco): void {
  for (const scheme of ['light', 'dark'] as const)
    monaco.editor.defineTheme(themeName(scheme), {
      base: scheme === 'light' ? 'vs' : 'vs-dark',
      inherit: true,
      rules: syntaxRules(scheme),
      colors: { ...textColours(scheme), ...layerColours(scheme) },
    })
}

/** Key accent, string text, number and word busy, comment text-3. */
function syntaxRules(scheme: Scheme): Monaco.editor.ITokenThemeRule[] {
  const role = roles[scheme]
  const word = tones[scheme].busy.text
  const colours: Record<string, string> = {
    '': role.text,
    'type.yaml': role['accent-text'],
    'string.yaml': role.text,
    'number.yaml': word,
    'keyword.yaml': word,
    'comment.yaml': role['text-3'],
    'tag.yaml': word,
    'namespace.yaml': word,
    'operators.yaml': role.text,
    'delimiter.yaml': role['text-2'],
    'metatag.yaml': role['text-3'],
  }
  return Object.entries(colours).map(([token, colour]) => ({ token, foreground: colour.slice(1) }))
}

function textColours(scheme: Scheme): Record<string, string> {
  const role = roles[scheme]
  const tone = tones[scheme]
  return {
    'editor.background': role.surface,
    'editor.foreground': role.text,
    'editor.lineHighlightBackground': role.hover,
    'editor.lineHighlightBorder': role.hover,
    'editor.selectionBackground': role['accent-line'],
    'editor.inactiveSelectionBackground': role.selected,
    'editor.selectionHighlightBackground': role.selected,
    'editor.findMatchBackground': tone.warn.line,
    'editor.findMatchHighlightBackground': tone.warn.soft,
    'editor.findMatchHighlightBorder': tone.warn.line,
    'editorLineNumber.foreground': role['text-3'],
    'editorLineNumber.activeForeground': role.text,
    'editorIndentGuide.background1': role.line,
    'editorIndentGuide.activeBackground1': role['line-strong'],
    'editorCursor.foreground': role.text,
    'editorError.foreground': tone.bad.glyph,
    'editorWarning.foreground': tone.warn.glyph,
    'editorInfo.foreground': tone.idle.glyph,
    'editorHint.foreground': tone.idle.glyph,
    'editorOverviewRuler.border': role.surface,
    'editorOverviewRuler.errorForeground': tone.bad.glyph,
    'editorOverviewRuler.warningForeground': tone.warn.glyph,
    'editorOverviewRuler.infoForeground': tone.idle.glyph,
    'editorBracketMatch.background': role.selected,
    'editorBracketMatch.border': role['accent-line'],
    'editorGutter.background': role.surface,
    focusBorder: role.focus,
  }
}

/** Hover, completion, menus, find: the layers of interface.md 4.2. */
function layerColours(scheme: Scheme): Record<string, string> {
  const role = roles[scheme]
  const layer = role.default
  return {
    'editorWidget.background': layer,
    'editorWidget.foreground': role.text,
    'editorWidget.border': role['line-strong'],
    'editorHoverWidget.background': layer,
    'editorHoverWidget.foreground': role.text,
    'editorHoverWidget.border': role['line-strong'],
    'editorHoverWidget.statusBarBackground': role.inset,
    'editorSuggestWidget.background': layer,
    'editorSuggestWidget.foreground': role.text,
    'editorSuggestWidget.border': role['line-strong'],
    'editorSuggestWidget.selectedBackground': role.selected,
    'editorSuggestWidget.selectedForeground': role.text,
    'editorSuggestWidget.highlightForeground': role['accent-text'],
    'editorSuggestWidget.focusHighlightForeground': role['accent-text'],
    'list.hoverBackground': role.hover,
    'list.focusBackground': role.selected,
    'list.focusForeground': role.text,
    'list.activeSelectionBackground': role.selected,
    'list.activeSelectionForeground': role.text,
    'list.highlightForeground': role['accent-text'],
    'list.focusHighlightForeground': role['accent-text'],
    'menu.background': layer,
    'menu.foreground': role.text,
    'menu.border': role['line-strong'],
    'menu.selectionBackground': role.selected,
    'menu.selectionForeground': role.text,
    'menu.separatorBackground': role.line,
    'input.background': role.surface,
    'input.foreground': role.text,
    'input.border': role.control,
    'input.placeholderForeground': role['text-3'],
    'quickInput.background': layer,
    'quickInput.foreground': role.text,
    'textLink.foreground': role['accent-text'],
    'textLink.activeForeground': role['accent-text'],
    'textCodeBlock.background': role.inset,
    'scrollbar.shadow': role.surface,
    'scrollbarSlider.background': `${role['line-strong']}99`,
    'scrollbarSlider.hoverBackground': role['line-strong'],
    'scrollbarSlider.activeBackground': role.control,
    'widget.shadow': shadows[scheme].editor,
  }
}
