import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const keys = [
  'auth_server',
  'proxy_server',
  'credential_ttl',
  'renewal_interval',
  'onboarding',
  'debug',
  'fips',
]

test.each([
  ['authServer', 'auth_server'],
  ['Auth-Server', 'auth_server'],
  ['AUTH_SERVER', 'auth_server'],
  ['renew_interval', 'renewal_interval'],
  ['debgu', 'debug'],
  ['onbording', 'onboarding'],
  ['fip', 'fips'],
])('%s is probably %s', (word, key) => {
  expect(nearest(word, keys)).toBe(key)
})

test.each(['x-comment', 'storage', '', '---', 'token', 'z'.repeat(1000)])('%j resembles nothing', (word) => {
  expect(nearest(word, keys)).toBeUndefined()
})
