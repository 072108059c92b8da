import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkConfig } from '../check-config.ts'
import { targetVersions } from '../problem.ts'
import { sampleFiles } from '../testing/samples.ts'
import { commentsIn } from './comments.ts'
import { migrate } from './index.ts'

const runs = 500

/** One entry of `destinations`, one line per key, so that comments can be strewn between them. */
const place = fc.constantFrom(
  ['directory: /a'],
  ['directory: {path: /a, acls: off}'],
  ['directory:', '  path: /a', '  symlinks: secure'],
  ['memory: {}'],
)
const kind = fc.constantFrom(
  [],
  ['cluster: leaf'],
  ['app: grafana'],
  ['app: grafana', 'configs: [tls]'],
  ['app: grafana', 'configs:', '  - tls', '  - identity'],
  ['database:', '  service: s', '  username: u'],
  ['database: {service: s, database: d}', 'configs:', '- mongo'],
  ['kubernetes_cluster: k', 'configs: [kubernetes]'],
  ['configs:', '  - ssh_host_cert:', '      principals:', '        - a.b', '        - c.d'],
  ['configs: [ssh_client]'],
)
const entry = fc.tuple(place, kind, fc.boolean()).map(([where, what, isFirst]) => {
  const lines = isFirst ? [...what, ...where] : [...where, ...what]
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`)
})
const storage = fc.constantFrom(
  [],
  ['storage: {memory: {}}'],
  ['storage:', '  directory: /b'],
  ['storage:', '  directory:', '    path: /b', '    acls: off'],
)
const file = fc
  .tuple(
    fc.constantFrom([], ['version: v1'], ['version:']),
    storage,
    fc.array(entry, { maxLength: 4 }),
    fc.constantFrom([], ['certificate_ttl: 1h'], ['colour: blue']),
  )
  .map(([version, kept, entries, rest]) => [
    ...version,
    'auth_server: a.example.com:3025',
    'onboarding:',
    '  join_method: token',
    '  token: canary-secret-property',
    ...kept,
    ...(entries.length === 0 ? [] : ['destinations:', ...entries.flat()]),
    ...rest,
  ])

/** What stands before and behind each line: comments and empty lines, numbered by the line. */
const strewn = fc.array(fc.constantFrom('', 'above', 'behind', 'both', 'empty'), {
  minLength: 60,
  maxLength: 60,
})

function strew(lines: readonly string[], places: readonly string[], newline: string): string {
  const text = lines.flatMap((line, index) => {
    const where = places[index] ?? ''
    const indent = /^ */.exec(line)?.[0] ?? ''
    const above = where === 'above' || where === 'both' ? [`${indent}# above ${index}.`] : []
    const behind = where === 'behind' || where === 'both' ? `  # behind ${index}.` : ''
    return [...(where === 'empty' ? [''] : []), ...above, line + behind]
  })
  return text.join(newline) + newline
}

test('every comment of the old file stands in the new one, and the new one has no error', () => {
  fc.assert(
    fc.property(
      file,
      strewn,
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom(...targetVersions),
      (lines, places, newline, target) => {
        const before = strew(lines, places, newline)
        const result = migrate(before, { target })
        if (result.kind !== 'migrated') throw new Error(JSON.stringify(result))
        const kept = commentsIn(result.text).map(({ start, end }) => result.text.slice(start, end).trim())
        const old = commentsIn(before).map(({ start, end }) => before.slice(start, end).trim())
        expect(kept.toSorted()).toEqual(old.toSorted())
        // Up to 16 tbot refuses keys it does not know, in either version.
        const errors = result.problems.filter(
          ({ severity, path }) => severity === 'error' && path !== 'colour',
        )
        expect(errors).toEqual([])
        expect(JSON.stringify(result.notes)).not.toContain('canary-secret-property')
      },
    ),
    { numRuns: runs },
  )
})

test('a second migration finds nothing to change', () => {
  fc.assert(
    fc.property(file, strewn, fc.constantFrom(...targetVersions), (lines, places, target) => {
      const first = migrate(strew(lines, places, '\n'), { target })
      const text = first.kind === 'migrated' ? first.text : ''
      const second = migrate(text, { target })
      expect(second.kind === 'migrated' ? second.text : text).toBe(text)
    }),
    { numRuns: runs / 5 },
  )
})

test('any text is migrated or refused, never broken', () => {
  const piece = fc.constantFrom(
    'destinations:',
    '\n',
    '  ',
    '- ',
    'directory: /a',
    'app: x',
    '{',
    '}',
    '[',
    ']',
    ',',
    ' ',
    '&a ',
    '*a',
    '<<: *a',
    'configs: [tls]',
    '# c',
    'storage:',
    'version: v1',
    'memory: {}',
    '|\n',
    '"',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const result = migrate(text, { target: 18 })
      const isExplained = result.kind !== 'refused' || result.problems.length > 0
      const isBroken =
        result.kind === 'migrated' && result.problems.some(({ code }) => code === 'config.syntax')
      expect([isExplained, isBroken]).toEqual([true, false])
    }),
    { numRuns: runs },
  )
})

test.each(sampleFiles.map((text, index) => [index, text] as const))(
  'sample %i of version 2 gets no new error',
  (_index, text) => {
    for (const target of targetVersions) {
      const codes = (each: string): string[] =>
        checkConfig(each, { target })
          .problems.filter(({ severity }) => severity === 'error')
          .map(({ code }) => code)
      const result = migrate(text, { target })
      const after = result.kind === 'migrated' ? result.text : text
      expect(codes(text)).toEqual(expect.arrayContaining(codes(after)))
    }
  },
)
