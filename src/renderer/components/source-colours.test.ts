import { expect, it } from 'vitest'
import { coloured, type SourceLanguage } from './source-colours.ts'

const lines: readonly (readonly [SourceLanguage, string])[] = [
  ['yaml', '  - name: "a: b" # why'],
  ['yaml', '# all of it'],
  ['ini', 'ExecStart=/usr/local/bin/tbot start -c /etc/tbot.yaml'],
  ['json', '  "title": "tbot", '],
  ['hcl', 'resource "teleport_bot" "ci" {'],
  ['shell', 'install -m 0755 tbot /usr/local/bin'],
  ['text', 'anything: at all'],
]

it.each(lines)('keeps every character of %s: %s', (language, line) => {
  expect(
    coloured(line, language)
      .map(({ text }) => text)
      .join(''),
  ).toBe(line)
})

it('tells keys, comments, sections and words apart', () => {
  const kinds = (language: SourceLanguage, line: string): readonly (string | undefined)[] =>
    coloured(line, language).map(({ kind }) => kind)
  expect(kinds('ini', '[Service]')).toEqual(['section'])
  expect(kinds('ini', 'Restart=always')).toEqual(['key', undefined, 'word'])
  expect(kinds('yaml', '  # note')).toEqual([undefined, 'comment'])
  expect(kinds('json', '"a": 1')).toEqual(['key', undefined, 'word'])
})
