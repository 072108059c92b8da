import { describe, expect, test } from 'vitest'
import { checkConfig } from '../config/index.ts'
import { makeExport } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'
import { readValues, valueAt } from './values.ts'

function exported(sample: string, settings: Parameters<typeof requestOf>[1] = {}): string {
  return makeExport('tbot', requestOf(sample, settings)).files[0]?.text ?? ''
}

describe('tbot.yaml', () => {
  test.each(Object.keys(samples))('%s is valid and says the same but for its secrets', (sample) => {
    const text = exported(sample)
    expect(checkConfig(text, { target: 19 }).valid).toBe(true)
    const before = readValues(samples[sample] ?? '', 19)
    const after = readValues(text, 19)
    for (const key of ['services', 'outputs', 'storage', 'credential_ttl', 'diag_addr', 'debug']) {
      expect(valueAt(after, key)).toEqual(valueAt(before, key))
    }
  })

  test.each(Object.keys(samples))('%s with secrets is the text itself', (sample) => {
    const text = exported(sample, { withSecrets: true })
    expect(text.replace(/^# Holds a secret: .*\n/, '')).toBe(samples[sample])
  })

  test('keeps comments, and hides a secret in one', () => {
    const text = exported('application')
    expect(text).toContain('# Grafana, for nginx')
    expect(text).toContain('# the only one')
    expect(text).toContain('token: /etc/tbot/ci-deploy.token')
    expect(text).toContain('••••••••')
  })

  test('takes a join link apart', () => {
    expect(readValues(exported('link'), 19)).toMatchObject({
      proxy_server: 'teleport.example.com:443',
      onboarding: { join_method: 'token', token: '/etc/tbot/ci-deploy.token' },
    })
    expect(readValues(exported('boundLink'), 19)).toMatchObject({
      onboarding: {
        token: 'deploy-key',
        bound_keypair: { registration_secret_path: '/etc/tbot/ci-deploy.registration' },
      },
    })
  })

  test('the variable leaves the token out and tells what must be a flag then', () => {
    const made = makeExport('tbot', requestOf('many', { options: { 'token-from': 'variable' } }))
    expect(valueAt(readValues(made.files[0]?.text ?? '', 19), 'onboarding', 'token')).toBeUndefined()
    expect(made.notes.join('\n')).toContain('--join-method=token --ca-pin=sha256:1111')
  })

  test('drops documents tbot never reads', () => {
    const made = makeExport(
      'tbot',
      requestOf(`${samples['application'] ?? ''}---\ntoken: canary-secret-second00\n`),
    )
    expect(made.files[0]?.text).not.toContain('---')
    expect(made.leftOut.map((each) => each.reason)).toContain('Only the first document: tbot reads no other.')
  })
})
