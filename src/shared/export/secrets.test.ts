import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { exporters, makeExport } from './index.ts'
import type { Export, ExportRequest } from './model.ts'
import { requestOf, samples } from './testing/samples.ts'

/** The export, or nothing where this form cannot say the file. */
function madeOrRefused(kind: Export['kind'], request: ExportRequest): Export | undefined {
  try {
    return makeExport(kind, request)
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'export.not-possible') return undefined
    throw thrown
  }
}

const all = exporters.flatMap(({ kind }) => Object.keys(samples).map((sample) => [kind, sample] as const))

describe('secrets', () => {
  test.each(all)('%s of %s holds none unless asked for', (kind, sample) => {
    const made = madeOrRefused(kind, requestOf(sample))
    expect(JSON.stringify(made ?? '')).not.toContain('canary-secret-')
  })

  test.each(all)('%s of %s marks every file that holds one', (kind, sample) => {
    const made = madeOrRefused(kind, requestOf(sample, { withSecrets: true }))
    for (const file of made?.files ?? []) {
      const holds = /canary-secret-(?!0ld)/.test(file.text)
      expect(file.text.startsWith('# Holds a secret: ')).toBe(holds)
      expect(file.mode === '0600' || !holds).toBe(true)
    }
    expect(JSON.stringify([made?.leftOut, made?.notes])).not.toContain('canary-secret-')
  })

  test('hold for any token at any place of the file', () => {
    const letter = fc.constantFrom('a', 'b', 'X', 'Z', '0', '7', '9', '-', '_', '.', '/')
    const token = fc.string({ minLength: 12, maxLength: 40, unit: letter })
    const places = fc.constantFrom(
      (secret: string) => `onboarding: {join_method: token, token: "${secret}"}`,
      (secret: string) => `onboarding: {join_method: token, token: '${secret}'} # ${secret}`,
      (secret: string) => `x: &a "${secret}"\nonboarding:\n  join_method: token\n  token: *a`,
      (secret: string) => `onboarding:\n  join_method: token\n  token: >-\n    ${secret}\n# was ${secret}`,
      (secret: string) => `join_uri: tbot+auth+token://${encodeURIComponent(secret)}@a.example.com:3025`,
    )
    fc.assert(
      fc.property(token, places, fc.constantFrom(...exporters), (value, write, { kind }) => {
        const secret = `s${value}`
        const address = 'proxy_server: a.example.com:443\n'
        const body = write(secret)
        const text = `version: v2\n${body.startsWith('join_uri') ? '' : address}${body}\nservices:\n  - type: identity\n    destination: {type: directory, path: /opt/id}\n`
        const made = madeOrRefused(kind, requestOf(text))
        expect(JSON.stringify(made ?? '')).not.toContain(secret)
      }),
      { numRuns: 300 },
    )
  })
})

describe('options', () => {
  test.each(exporters)(
    'of $kind have defaults that are choices and need no control characters',
    ({ options }) => {
      for (const { choices, default: preset } of options) expect(choices ?? [preset]).toContain(preset)
    },
  )

  test('refuse what is not known, not a choice, or holds a line break', () => {
    const options = [{ nothing: 'x' }, { 'token-from': 'air' }, { 'token-file': '/a\nb' }]
    for (const each of options) {
      expect(() => makeExport('tbot', requestOf('application', { options: each }))).toThrow(AppError)
    }
  })
})

test('a file that tbot refuses is not exported, and the reason names the line', () => {
  expect(() => makeExport('tbot', requestOf('version: v2\nservices: [{type: nope}]\n'))).toThrow(
    /line 1|line 2/,
  )
})
