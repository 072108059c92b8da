import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskSecrets } from './mask-secrets.ts'
import { hasDots, restoreSecrets } from './restore-secrets.ts'

const secret = 'canary-secret-abcdef0123456789'
const original = `version: v2
onboarding:
  join_method: token
  token: "${secret}"   # ${secret} again
  bound_keypair:
    registration_secret: other-canary-value-77
`

test('masking and restoring gives the text back', () => {
  const masked = maskSecrets(original)
  expect(masked).not.toContain(secret)
  expect(restoreSecrets(masked, [original])).toBe(original)
})

test('edits around the secrets survive, also when the secrets change places', () => {
  const masked = maskSecrets(original)
  const edited = masked.replace('version: v2', 'version: v2\ndebug: true').replace('   # •••••••• again', '')
  expect(restoreSecrets(edited, [original])).toBe(
    original.replace('version: v2', 'version: v2\ndebug: true').replace(`   # ${secret} again`, ''),
  )
})

test('a secret typed anew stays as typed', () => {
  const edited = maskSecrets(original).replace('"••••••••"', '"fresh-token-value"')
  expect(restoreSecrets(edited, [original])).toContain('token: "fresh-token-value"')
})

test('dots that no original explains stay and can be noticed', () => {
  expect(hasDots(restoreSecrets('token: ••••••••', ['version: v2']))).toBe(true)
  expect(hasDots('token: plain')).toBe(false)
})

test('the draft explains the dots before the file does', () => {
  const draft = original.replace(secret, 'canary-secret-of-the-draft')
  expect(restoreSecrets(maskSecrets(draft), [draft, original])).toBe(draft)
})

test('any token between quotes comes back', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9+/=_.-]{8,60}$/), (token) => {
      const text = `onboarding:\n  token: "${token}"\n`
      expect(restoreSecrets(maskSecrets(text), [text])).toBe(text)
    }),
  )
})
