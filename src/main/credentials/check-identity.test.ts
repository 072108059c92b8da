import { describe, expect, test } from 'vitest'
import { checkIdentity, generateKey } from './index.ts'
import { hour, issuedAt, makeIdentity } from './testing/issuing.ts'

const at = issuedAt + 1
const sound = await makeIdentity()
const other = await makeIdentity()
const ed25519 = await generateKey('ed25519')
const nameless = await makeIdentity({ subject: { userName: '', roles: ['a'] } })
const roleless = await makeIdentity({ subject: { userName: 'bot-x', roles: [] } })
const principalless = await makeIdentity({ principals: [] })
const emptyPrincipal = await makeIdentity({ principals: [''] })

test('accepts an identity whose parts fit', () => {
  const { tls, ssh } = checkIdentity(sound, { at })
  expect(tls.identity.userName).toBe(ssh.keyId)
})

test('counts the last second as valid', () => {
  expect(checkIdentity(sound, { at: issuedAt + hour - 1 }).ssh.kind).toBe('user')
})

describe('refuses, naming the cause,', () => {
  test.each([
    ['a foreign private key', { ...sound, privateKey: other.privateKey }, 'belong to the TLS certificate'],
    ['a foreign SSH certificate', { ...sound, sshCertificate: other.sshCertificate }, 'belong to the SSH'],
    ['a key of another kind', { ...sound, privateKey: ed25519 }, 'does not belong'],
    ['no TLS authority', { ...sound, tlsAuthorities: [] }, 'no TLS authority'],
    ['no user name', nameless, 'names no user'],
    ['no role', roleless, 'names no role'],
    ['no principal', principalless, 'names no principal'],
    ['only empty principals', emptyPrincipal, 'names no principal'],
  ])('%s', (_, identity, cause) => {
    expect(() => checkIdentity(identity, { at })).toThrow(cause)
    expect(() => checkIdentity(identity, { at })).toThrow(
      expect.objectContaining({ code: 'credential.proof-failed' }),
    )
  })

  test('a time after its end', () => {
    expect(() => checkIdentity(sound, { at: issuedAt + hour + 1000 })).toThrow(
      expect.objectContaining({ code: 'credential.expired' }),
    )
  })

  test('a time before its beginning', () => {
    expect(() => checkIdentity(sound, { at: issuedAt - 1 })).toThrow(
      'not valid before 2026-11-21T12:00:00.000Z',
    )
  })
})
