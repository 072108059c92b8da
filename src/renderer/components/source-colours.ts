/** What a piece of a line is. */
export interface Piece {
  readonly text: string
  readonly kind?: 'key' | 'comment' | 'string' | 'section' | 'word'
}

export type SourceLanguage = 'yaml' | 'json' | 'ini' | 'shell' | 'hcl' | 'text'

type Rule = readonly [pattern: RegExp, kinds: readonly (Piece['kind'] | undefined)[]]

/** Each rule names the groups of a whole line; the first that matches is used. */
const rules: Readonly<Record<SourceLanguage, readonly Rule[]>> = {
  yaml: [
    [/^(\s*)(#.*)$/, [undefined, 'comment']],
    [
      /^(\s*(?:- )*)("[^"]+"|[^\s:#"'][^:#]*)(:)(\s+(?:".*"|'.*'))\s*$/,
      [undefined, 'key', undefined, 'string'],
    ],
    [
      /^(\s*(?:- )*)("[^"]+"|[^\s:#"'][^:#]*)(:)(\s+(?:true|false|null|-?\d[\d.]*[smhd]?))\s*$/,
      [undefined, 'key', undefined, 'word'],
    ],
    [/^(\s*(?:- )*)("[^"]+"|[^\s:#"'][^:#]*)(:)(\s.*|)$/, [undefined, 'key', undefined, undefined]],
  ],
  ini: [
    [/^(\s*)([#;].*)$/, [undefined, 'comment']],
    [/^(\[.*\])$/, ['section']],
    [/^(\w+)(=)(yes|no|true|false|[\d.]+\w*|\w+)$/, ['key', undefined, 'word']],
    [/^(\w+)(=)(.*)$/, ['key', undefined, undefined]],
  ],
  json: [
    [
      /^(\s*)("(?:[^"\\]|\\.)*")(:\s*)("(?:[^"\\]|\\.)*")(.*)$/,
      [undefined, 'key', undefined, 'string', undefined],
    ],
    [
      /^(\s*)("(?:[^"\\]|\\.)*")(:\s*)(-?\d[\d.]*|true|false|null)(.*)$/,
      [undefined, 'key', undefined, 'word', undefined],
    ],
    [/^(\s*)("(?:[^"\\]|\\.)*")(:.*)$/, [undefined, 'key', undefined]],
    [/^(\s*)("(?:[^"\\]|\\.)*")(,?)$/, [undefined, 'string', undefined]],
  ],
  hcl: [
    [/^(\s*)((?:#|\/\/).*)$/, [undefined, 'comment']],
    [
      /^(\s*)(resource|data|provider|terraform|variable|output|locals|module)\b(.*)$/,
      [undefined, 'section', undefined],
    ],
    [/^(\s*)("?[\w.-]+"?)(\s*=\s*)(".*")(.*)$/, [undefined, 'key', undefined, 'string', undefined]],
    [/^(\s*)("?[\w.-]+"?)(\s*=\s*)(.*)$/, [undefined, 'key', undefined, 'word']],
  ],
  shell: [
    [/^(\s*)(#.*)$/, [undefined, 'comment']],
    [/^(\s*)([\w./-]+)(.*)$/, [undefined, 'key', undefined]],
  ],
  text: [],
}

/** A line of a file in its pieces; the pieces together are the line. */
export function coloured(line: string, language: SourceLanguage): readonly Piece[] {
  for (const [pattern, kinds] of rules[language]) {
    const groups = pattern.exec(line)
    if (!groups) continue
    const pieces = kinds.map((kind, index): Piece => ({
      text: groups[index + 1] ?? '',
      ...(kind === undefined ? {} : { kind }),
    }))
    const length = pieces.reduce((sum, { text }) => sum + text.length, 0)
    return [...pieces, { text: line.slice(length) }].filter(({ text }) => text !== '')
  }
  return [{ text: line }]
}
