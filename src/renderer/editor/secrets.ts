/** A stretch of one line; columns count from 1, the end is exclusive. */
export interface SecretRange {
  readonly line: number
  readonly startColumn: number
  readonly endColumn: number
}

const secretKey =
  /(?<=^|[\s{,["'-])["']?(?:token|registration_secret|join_uri)["']?\s*:(?=\s|$)\s*(?<value>"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s#,}][^#,}]*)?/dg

/** What a line, or a text, with a secret has in it. */
export const secretWord = /token|registration_secret|join_uri/

/**
 * Where secret values stand that were typed here (tbot-config.md 2.1, 2.3): those of the file never reach the page,
 * the backend sends dots for them. Works by line, fast enough for each key and for texts that do not parse. A `token`
 * that is an absolute path names a file and is not secret.
 */
export function secretRanges(text: string): readonly SecretRange[] {
  if (!secretWord.test(text)) return []
  const lines = text.split(/\r\n|\r|\n/)
  return lines.flatMap((line, index) => {
    // Most lines hold no such key, and this is asked of all of them.
    if (!secretWord.test(line) || /^\s*#/.test(line)) return []
    return [...line.matchAll(secretKey)].flatMap((match) => rangesOf(match, lines, index))
  })
}

function rangesOf(match: RegExpExecArray, lines: readonly string[], index: number): SecretRange[] {
  const value = match.groups?.value?.trimEnd() ?? ''
  const place = match.indices?.groups?.value
  if (value === '' || /^[|>][-+0-9]*$/.test(value)) return linesBelow(lines, index)
  if (!place || /^["']?\//.test(value) || /^["']?•+["']?$/.test(value)) return []
  return [{ line: index + 1, startColumn: place[0] + 1, endColumn: place[0] + value.length + 1 }]
}

/** A value on the following lines: everything indented deeper than its key. */
function linesBelow(lines: readonly string[], index: number): SecretRange[] {
  const ranges: SecretRange[] = []
  const depth = indentation(lines[index] ?? '')
  for (const [offset, line] of lines.slice(index + 1).entries()) {
    if (line.trim() === '') continue
    if (indentation(line) <= depth) break
    const startColumn = indentation(line) + 1
    ranges.push({ line: index + offset + 2, startColumn, endColumn: line.trimEnd().length + 1 })
  }
  return ranges
}

function indentation(line: string): number {
  return line.length - line.trimStart().length
}
