import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { keepEdits } from './keep.ts'
import { applyEdits } from './line-index.ts'
import type { Problem } from './problem.ts'
import { file } from './testing/cases.ts'
import { sampleFiles } from './testing/samples.ts'

/** Two hazards: `config.insecure` in line 4, `config.gap` in line 5. */
const risky = `${file()}insecure: true\nrenewal_interval: 2h\n`

function check(text: string) {
  const { problems, kept, valid } = checkConfig(text, { target: 19 })
  const short = (problem: Problem): string => `${problem.severity} ${problem.code} ${problem.line}`
  return {
    valid,
    problems: problems.map(short),
    kept: kept.map(({ problem, reason }) => `${short(problem)}: ${reason}`),
  }
}

describe('a comment keeps a finding', () => {
  test('at the end of its line, with or without `config.`', () => {
    for (const code of ['config.gap', 'gap']) {
      expect(check(risky.replace('2h', `2h  # botdesk: keep ${code}, the lab sleeps at night`))).toEqual({
        valid: true,
        problems: ['hazard config.insecure 4'],
        kept: ['hazard config.gap 5: the lab sleeps at night'],
      })
    }
  })

  test('on the line above, several in a stack', () => {
    const text = risky.replace(
      'insecure: true',
      '# botdesk: keep config.gap, not here\n# botdesk: keep config.insecure, a lab\n# more words\ninsecure: true',
    )
    expect(check(text)).toEqual({
      valid: true,
      problems: ['info config.keep-without-effect 4', 'hazard config.gap 8'],
      kept: ['hazard config.insecure 7: a lab'],
    })
  })

  test('without a reason it keeps nothing and says so', () => {
    expect(check(risky.replace('2h', '2h # botdesk: keep config.gap')).problems).toEqual([
      'hazard config.insecure 4',
      'hazard config.gap 5',
      'info config.keep-without-reason 5',
    ])
  })

  test('an error cannot be kept', () => {
    expect(check(`${file()}debug: 1 # botdesk: keep config.wrong-type, we want it so\n`)).toEqual({
      valid: false,
      problems: ['error config.wrong-type 4', 'info config.keep-without-effect 4'],
      kept: [],
    })
  })

  test('without a finding it is reported, and the fix removes it', () => {
    const clean = `${file()}debug: true\n`
    const behind = clean.replace('true', 'true # botdesk: keep config.gap, once was')
    const above = clean.replace('debug', '  # botdesk: keep config.gap, once was\ndebug')
    for (const text of [behind, above]) {
      const [problem] = checkConfig(text, { target: 19 }).problems
      expect(problem?.code).toBe('config.keep-without-effect')
      expect(applyEdits(text, problem?.fix?.edits ?? [])).toBe(clean)
    }
  })

  test('the words inside a value or a second document are no comment', () => {
    const word = '# botdesk: keep config.insecure, no'
    expect(check(risky.replace('true', `true\nx: "a\n ${word}"`)).kept).toEqual([])
    expect(check(`${file()}x: |\n  ${word}\ninsecure: true\n`).kept).toEqual([])
    expect(check(`${file()}x: | ${word}\n  a\n`).problems).toContain('info config.keep-without-effect 4')
    expect(check(`${file()}---\n${word}\n`).problems).toEqual(['ignored config.second-document 4'])
  })

  test('a secret in a reason is not told', () => {
    const secret = 'canary-secret-0123456789'
    const text = file({ onboarding: `{join_method: token, token: ${secret}}`, insecure: 'true' })
    const kept = checkConfig(text.replace('true', `true # botdesk: keep insecure, uses ${secret}`), {
      target: 19,
    }).kept
    expect(kept.map(({ reason }) => reason)).toEqual(['uses ••••••••'])
  })
})

describe('keepEdits', () => {
  test('writes the comment above, in the indentation and line break of the line', () => {
    const text = risky.replaceAll('\n', '\r\n')
    const gap = checkConfig(text, { target: 19 }).problems.find(({ code }) => code === 'config.gap')
    if (gap === undefined) throw new Error('no gap')
    const edited = applyEdits(text, keepEdits(text, gap, ' the lab\n sleeps '))
    expect(edited).toContain('\r\n# botdesk: keep config.gap, the lab sleeps\r\nrenewal_interval')
    expect(check(edited).kept).toEqual(['hazard config.gap 6: the lab sleeps'])
    expect(keepEdits(text, gap, '  ')).toEqual([])
  })

  test('writes it behind where the line above belongs to a text', () => {
    const text = `${file()}services: [{name: a, x: "b\n  c", listen: "tcp://0.0.0.0:1", type: application-tunnel, app_name: d}]\n`
    const [problem] = checkConfig(text, { target: 19 }).problems.filter(
      ({ code }) => code === 'config.listen-beyond-loopback',
    )
    if (problem === undefined) throw new Error('no finding')
    expect(keepEdits(text, problem, 'a lab')).toMatchObject([{ startLine: 5, text: / # botdesk/ as unknown }])
  })

  const findings = sampleFiles.flatMap((text) =>
    checkConfig(text, { target: 19 }).problems.map((problem) => ({ text, problem, code: problem.code })),
  )
  const errors = findings.filter(({ problem }) => problem.severity === 'error')
  const others = findings.filter(({ problem }) => problem.severity !== 'error')

  test('the sample files have both kinds', () => {
    expect([errors.length > 10, others.length]).toEqual([true, 8])
  })

  test.each(errors)('writes nothing for the error $code', ({ text, problem }) => {
    expect(keepEdits(text, problem, 'known')).toEqual([])
  })

  test.each(others)('keeps $code in a sample file', ({ text, problem }) => {
    const edited = applyEdits(text, keepEdits(text, problem, 'known'))
    const { kept, problems } = checkConfig(edited, { target: 19 })
    expect(kept.map((each) => [each.problem.code, each.problem.message])).toContainEqual([
      problem.code,
      problem.message,
    ])
    expect(problems.map(({ code }) => code)).not.toContain('config.keep-without-effect')
  })
})
