import { assert, constantFrom, nat, pre, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { applyEdits } from './line-index.ts'
import { dots, maskSecrets } from './mask-secrets.ts'
import { targetVersions } from './problem.ts'
import type { TargetVersion } from './problem.ts'
import { file, services, toFolder } from './testing/cases.ts'
import { sampleFiles } from './testing/samples.ts'

const secret = 'canary-secret-0123456789abcdef'
const link = `tbot+proxy+bound-keypair://${secret}@teleport.example.com:443`

/** What is told, apart from columns: dots are shorter or longer than what they hide. */
function told(text: string, target: TargetVersion = 19): string[] {
  return checkConfig(text, { target }).problems.map(({ severity, code, path, line, message }) =>
    [severity, code, path, line, message].join(' '),
  )
}

/** Rules about the content of a secret: only the backend, which has the text, can apply them. */
const aboutContent = /config\.(?:unlikely-token|malformed-join-uri|join-uri-parameter-unused)/

/** The lines of a text in which something is hidden. */
function hiddenLines(text: string): string[] {
  const masked = maskSecrets(text).split('\n')
  return text.split('\n').filter((line, index) => line !== masked[index])
}

describe('a text with dots in place of its secrets', () => {
  test.each([
    ...sampleFiles,
    file({
      onboarding: `{join_method: bound_keypair, token: name, bound_keypair: {registration_secret: ${secret}, registration_secret_path: /a}}`,
    }),
    file({ onboarding: undefined, proxy_server: undefined, join_uri: link }),
    file({ join_uri: link, onboarding: '{join_method: bound_keypair, token: a-name}' }),
    file({ onboarding: `{join_method: kubernetes, token: kubernetes, kubernetes: {token_path: /a}}` }),
    file({ onboarding: `{join_method: github, token: grafana-bot}` }) +
      `services: [${toFolder('application', 'name: grafana-bot, app_name: grafana-bot', '/opt/grafana-bot')}, ${toFolder('application', 'name: other, app_name: a', '/opt/grafana-bot')}]\n`,
    services(
      toFolder('application', `name: "${secret}", app_name: a`),
      toFolder('identity', `${secret}: x`),
    ).replace('6f2a9c01d4e8b7a35f60', secret),
    file({ onboarding: `\n  join_method: token\n  token: |-\n    ${secret}\n` }),
    file({ onboarding: `{join_method: token, token: ${secret}, toke "${secret}": 1}` }),
  ])('has the same problems (%#)', (text) => {
    const masked = maskSecrets(text)
    expect(masked).toContain(dots)
    for (const target of targetVersions) expect(told(masked, target)).toEqual(told(text, target))
  })

  test('has the same problems wherever a sample file is changed', () => {
    const words = ['', '\n', ' ', ': ', '- ', '"', '{', '}', '[', ']', '# ', 'x', '1', '&a ', '*a', secret]
    assert(
      property(
        constantFrom(...sampleFiles),
        nat(),
        constantFrom(...words),
        nat(8),
        (sample, place, word, length) => {
          const at = place % (sample.length + 1)
          const text = sample.slice(0, at) + word + sample.slice(at + length)
          const masked = maskSecrets(text)
          // An error of the syntax may stand in the secret itself, and its line is masked as a whole then.
          pre(!told(text).some((each) => each.includes('config.syntax')))
          // The dots are careful: where the change makes more look like a secret, more is hidden, and less can be told.
          pre(hiddenLines(text).join('\n') === hiddenLines(sample).join('\n'))
          const kept = (each: string): boolean => !aboutContent.test(each)
          expect(told(masked).filter(kept)).toEqual(told(text).filter(kept))
        },
      ),
      { numRuns: 600 },
    )
  })

  test('rules about the content of a secret are silent', () => {
    for (const text of [
      file({ onboarding: '{join_method: token, token: "<your token here>"}' }),
      file({ onboarding: undefined, proxy_server: undefined, join_uri: 'tbot+nonsense://a' }),
    ]) {
      expect(told(text).filter((each) => aboutContent.test(each))).toHaveLength(1)
      expect(told(maskSecrets(text)).filter((each) => aboutContent.test(each))).toEqual([])
    }
  })
})

test('no place and no fix of a finding repeats a secret', () => {
  const blank = file({ onboarding: `{join_method: token, token: " ${secret} "}` })
  const [problem] = checkConfig(blank, { target: 19 }).problems
  expect(problem?.code).toBe('config.unlikely-token')
  expect(JSON.stringify(problem)).not.toContain(secret)
  expect(applyEdits(blank, problem?.fix?.edits ?? [])).toContain(`token: "${secret}"`)
  const key = file({ onboarding: `{join_method: token, token: ${secret}, ${secret}: 1}` })
  expect(JSON.stringify(checkConfig(key, { target: 19 }))).toContain(`onboarding.${dots}`)
  expect(JSON.stringify(checkConfig(key, { target: 19 }).problems)).not.toContain(secret)
})
