import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { maskSecrets } from './mask-secrets.ts'
import { sampleFiles, sampleSecret } from './testing/samples.ts'

const secret = sampleSecret
const dots = '••••••••'

describe('maskSecrets', () => {
  test.each([
    [`token: ${secret}`, `token: ${dots}`],
    [`  token: "${secret}"  # mine`, `  token: "${dots}"  # mine`],
    [`'token' : '${secret}'`, `'token' : '${dots}'`],
    [
      `onboarding: {join_method: token, token: ${secret}, ca_path: /a}`,
      `onboarding: {join_method: token, token: ${dots}, ca_path: /a}`,
    ],
    [`onboarding: {"token":"${secret}"}`, `onboarding: {"token":"${dots}"}`],
    [`token: |\n  ${secret}\nnext: 1`, `token: |\n  ${dots}\nnext: 1`],
    [`token:\n  ${secret}\nnext: 1`, `token:\n  ${dots}\nnext: 1`],
    [`registration_secret: ${secret}\n`, `registration_secret: ${dots}\n`],
    [`join_uri: tbot+proxy+token://${secret}@a.b:443\n`, `join_uri: ${dots}\n`],
    [`x: &t ${secret}\ntoken: *t`, `x: &t ${dots}\ntoken: ${dots}`],
    [`# token: ${secret}\nversion: v2`, `# token: ${dots}\nversion: v2`],
    [`token: ${secret}\nnote: it is ${secret}`, `token: ${dots}\nnote: it is ${dots}`],
    ['token: 12', `token: ${dots}`],
    [`a: 1\r\ntoken: ${secret}\r\nb: 2\r\n`, `a: 1\r\ntoken: ${dots}\r\nb: 2\r\n`],
    [`token: |\n  first half\u2028${secret}\n  b\rc\n`, `token: |\n  ${dots}\n  ${dots}\n`],
    [`[\ntoken: a  , b`, `[\ntoken: ${dots}  , b`],
    [`[\ntoken: a b] , {`, `[\ntoken: ${dots}] , {`],
  ])('masks %j', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked)
  })

  const blanks = ' '.repeat(200_000)
  test.each([
    [`token: a${blanks}b`, `token: ${dots}`],
    [`[\ntoken: a${blanks}b${blanks}# c`, `[\ntoken: ${dots}${blanks}# c`],
    [`[\ntoken: |${blanks}b${blanks}`, `[\ntoken: ${dots}${blanks}`],
    [`token:${blanks}:`, `token:${blanks}${dots}`],
    [`token: ${'a '.repeat(200_000)}`, `token: ${dots} `],
    [`token: |\n  ${'a'.repeat(200_000)}\r\n  b`, `token: |\n  ${dots}\r\n  ${dots}`],
  ])('masks a long line: case %#', (text, masked) => {
    expect(maskSecrets(text) === masked).toBe(true)
  })

  test.each([
    `version: "v2\nonboarding:\n  token: ${secret}\n`,
    `onboarding: [\n  token: "${secret}\n  other: 1`,
    `\ttoken: ${secret}\n`,
    `- a: b: c\n- token: '${secret}'\n`,
    `x: {{\ntoken: |\n   ${secret}\n`,
    `--- : [\n"token": ${secret} # ${secret}`,
  ])('masks a token in text that is not YAML: %j', (text) => {
    expect(maskSecrets(text)).not.toContain(secret)
  })

  test.each([
    'version: v2\nonboarding:\n  join_method: token\n  token_path: /a\n',
    'token:\nstorage: {type: memory}\n',
    '# about the token\nkind: token\n',
    '',
  ])('leaves a text without secrets as it is: %j', (text) => {
    expect(maskSecrets(text)).toBe(text)
  })

  test.each(sampleFiles)('masks the samples and keeps their other lines', (text) => {
    const masked = maskSecrets(text)
    expect(masked).not.toContain(secret)
    const changed = text.split('\n').filter((line, index) => masked.split('\n')[index] !== line)
    expect(changed.every((line) => line.includes(secret))).toBe(true)
  })
})

describe('messages', () => {
  test.each([
    `version: v2\nonboarding:\n  join_method: token\n  token: [${secret}]\n`,
    `version: v2\nonboarding:\n  join_method: ${secret}\n  token: ${secret}\n`,
    `version: v2\nonboarding:\n  ${secret}: 1\n  token: ${secret}\n`,
    `version: v2\njoin_uri: tbot+proxy+nothing://${secret}@a.b:443\n`,
    `version: v2\nonboarding:\n  token: ${secret}\n  token: ${secret}\n`,
    `onboarding:\n  token: "${secret}\n`,
  ])('never hold the token: %j', (text) => {
    const { problems } = checkConfig(text, { target: 19 })
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.map((problem) => problem.message).join('\n')).not.toContain(secret)
  })
})
