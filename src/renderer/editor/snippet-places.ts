import type { Snippet } from '../../shared/config/form/index.ts'

/** A snippet that makes sense at a place, and the part of the line it replaces. */
export interface PlacedSnippet {
  readonly snippet: Snippet
  readonly startColumn: number
  /** What is typed already, and the label: the editor matches the two. */
  readonly filterText: string
  readonly body: string
}

/**
 * The snippets that can begin where `before` was typed: entries of a list below `services`, a section at the left edge,
 * a whole file in an empty one. `lineAt` gives the lines of the text by number.
 */
export function snippetsAt(
  snippets: readonly Snippet[],
  before: string,
  line: number,
  lineAt: (number: number) => string | undefined,
): readonly PlacedSnippet[] {
  const typed = /^(\s*)(-\s*)?(?:[\p{L}][^:#]*)?$/u.exec(before)
  if (!typed) return []
  const [, indent = '', dash = ''] = typed
  const section = sectionAbove(line - 1, lineAt)
  const isEntry = section === 'services' || section === 'outputs'
  const fits = ({ body }: Snippet): boolean => {
    if (body.startsWith('- ')) return isEntry && (indent !== '' || dash !== '')
    if (indent !== '' || dash !== '') return false
    return !body.startsWith('version:') || (section === undefined && isBlankAbove(line - 1, lineAt))
  }
  return snippets.filter(fits).map((snippet) => ({
    snippet,
    startColumn: indent.length + 1,
    filterText: `${dash}${snippet.label}`,
    body: snippet.body.trimEnd(),
  }))
}

/** The key at the left edge that a line lies under. */
function sectionAbove(line: number, lineAt: (number: number) => string | undefined): string | undefined {
  for (let number = line; number > 0; number -= 1) {
    const key = /^([\p{L}_][\p{L}\p{N}_]*)\s*:/u.exec(lineAt(number) ?? '')?.[1]
    if (key !== undefined) return key
  }
  return undefined
}

function isBlankAbove(line: number, lineAt: (number: number) => string | undefined): boolean {
  for (let number = line; number > 0; number -= 1) if (!/^\s*(#.*)?$/.test(lineAt(number) ?? '')) return false
  return true
}
