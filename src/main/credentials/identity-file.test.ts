import { describe, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import {
  caPin,
  checkIdentity,
  formatIdentityFile,
  keyAlgorithmName,
  parseAuthorizedKey,
  parseIdentityFile,
  parseKnownHostsLine,
  parseTlsCertificate,
  sshFingerprint,
  sshPublicKeyBlob,
} from './index.ts'
import type { Identity } from './index.ts'
import {
  fixtureTime,
  identityFacts,
  identityNames,
  identityText,
  identityVariants,
  variantText,
} from './testing/fixtures.ts'

describe.each(identityNames)('reads the fixture %s', (name) => {
  const facts = identityFacts(name)
  const { identity, knownHosts } = parseIdentityFile(identityText(name))
  const { tls, ssh } = checkIdentity(identity, { at: fixtureTime })

  test('with its private key', () => {
    expect({
      algorithm: keyAlgorithmName(identity.privateKey),
      fingerprint: sshFingerprint(sshPublicKeyBlob(identity.privateKey)),
    }).toEqual({ algorithm: facts.private_key.algorithm, fingerprint: facts.private_key.ssh_fingerprint })
  })

  test('with its SSH certificate', () => {
    expect(ssh).toMatchObject({
      kind: facts.ssh_cert.cert_type,
      keyId: facts.ssh_cert.key_id,
      serial: BigInt(facts.ssh_cert.serial),
      principals: facts.ssh_cert.principals,
      validAfter: Date.parse(facts.ssh_cert.valid_after),
      validBefore: Date.parse(facts.ssh_cert.valid_before),
      keyFingerprint: facts.private_key.ssh_fingerprint,
      authorityFingerprint: facts.ssh_cert.signed_by_fingerprint,
    })
    expect(ssh.extensions).toEqual(facts.ssh_cert.extensions)
    expect(ssh.criticalOptions).toEqual(facts.ssh_cert.critical_options)
  })

  test('with its TLS certificate', () => {
    expect(tls.identity).toEqual({
      userName: facts.tls_cert.common_name,
      roles: facts.tls_cert.organization,
      logins: facts.tls_cert.locality.toSorted(),
      clusterName: facts.tls_cert.teleport_attributes['1.3.9999.1.7']?.[0],
      botName: facts.tls_cert.teleport_attributes['1.3.9999.2.18']?.[0],
      botInstanceId: facts.tls_cert.teleport_attributes['1.3.9999.2.20']?.[0],
      impersonator: facts.tls_cert.teleport_attributes['1.3.9999.2.7']?.[0],
      disallowReissue: true,
    })
    expect(tls).toMatchObject({
      issuer: { organization: [facts.tls_cert.issuer_organization] },
      notBefore: Date.parse(facts.tls_cert.not_before),
      notAfter: Date.parse(facts.tls_cert.not_after),
      sha256: facts.tls_cert.sha256,
      isAuthority: false,
    })
    expect(BigInt(`0x${tls.serial}`)).toBe(BigInt(facts.tls_cert.serial))
  })

  test('with its authorities', () => {
    const tlsAuthorities = identity.tlsAuthorities.map((pem) => {
      const { identity: named, sha256 } = parseTlsCertificate(pem)
      return { common_name: named.userName, pin: caPin(pem), sha256 }
    })
    const lines = knownHosts.map((line) => parseKnownHostsLine(line))
    expect(tlsAuthorities).toEqual(facts.tls_cas)
    expect(lines.map((line) => line.hosts)).toEqual(facts.ssh_cas.map((authority) => authority.hosts))
    expect(identity.sshAuthorities.map((line) => sshFingerprint(parseAuthorizedKey(line).blob))).toEqual(
      facts.ssh_cas.map((authority) => authority.fingerprint),
    )
  })

  test('and writes the same bytes again', () => {
    const { tlsAuthorities } = identity
    expect(formatIdentityFile({ identity, knownHosts, tlsAuthorities })).toBe(identityText(name))
  })
})

const variants = identityVariants()
const isUsable = (verdict: string, tls?: string, ssh?: string) =>
  verdict === 'ok' && tls === 'ok' && ssh === 'ok'
const byText = (accepted: boolean) =>
  variants.filter((each) => isUsable(each.read_text, each.tls_config, each.ssh_config) === accepted)
const byFile = (accepted: boolean) =>
  variants.filter((each) => isUsable(each.read_file, each.tls_config, each.ssh_config) === accepted)
const sibling = (name: string | undefined) =>
  name === undefined ? {} : { siblingCertificate: variantText(name) }

/** Why each refused variant is refused: the message must name it. */
const causes: Readonly<Record<string, string>> = {
  'variants/empty.identity': 'no private key',
  'variants/no-ssh-cert.identity': 'no SSH certificate',
  'variants/no-ssh-cert-alone.identity': 'no SSH certificate',
  'variants/pem-cut-short.identity': 'has no end line',
  'variants/ca-not-pem-data.identity': 'authority block',
  'variants/key-of-another.identity': 'private key does not belong to the TLS certificate',
  'variants/ca-before-cert.identity': 'second block',
  'variants/cert-before-key.identity': 'first block',
  'variants/two-ssh-certs.identity': 'private key does not belong to the SSH certificate',
  'variants/long-line.identity': '64 KiB',
}

describe('agrees with the official reader', () => {
  test.each(byText(true))('accepts the text $file', (variant) => {
    const { identity } = parseIdentityFile(variantText(variant.file))
    expect(identity.tlsAuthorities).toHaveLength(variant.tls_cas)
    expect(identity.sshAuthorities).toHaveLength(variant.ssh_cas)
  })

  test.each(byText(false))('refuses the text $file and says why', (variant) => {
    const cause = causes[variant.file] ?? 'a cause must be listed for every refused file'
    expect(() => parseIdentityFile(variantText(variant.file))).toThrow(cause)
    expect(() => parseIdentityFile(variantText(variant.file))).toThrow(AppError)
  })

  test.each(byFile(true))('accepts the file $file with what lies beside it', (variant) => {
    const { identity } = parseIdentityFile(variantText(variant.file), sibling(variant.sibling))
    expect(checkSsh(identity)).toBe('bot-grafana')
  })

  test.each(byFile(false))('refuses the file $file with what lies beside it', (variant) => {
    expect(() => parseIdentityFile(variantText(variant.file), sibling(variant.sibling))).toThrow(AppError)
  })
})

function checkSsh(identity: Identity): string {
  return checkIdentity({ ...identity, tlsAuthorities: ['any'] }, { at: fixtureTime }).ssh.keyId
}

test('refuses a file larger than 1 MiB', () => {
  const text = identityText('p256') + 'remark\n'.repeat(200_000)
  expect(() => parseIdentityFile(text)).toThrow('larger than 1 MiB')
})

test('prefers the SSH certificate in the file to the one beside it', () => {
  const other =
    identityText('rsa')
      .split('\n')
      .find((line) => line.startsWith('ssh-rsa-cert')) ?? ''
  const { identity } = parseIdentityFile(identityText('p256'), { siblingCertificate: other })
  expect(identity.sshCertificate).toMatch(/^ecdsa-sha2-nistp256-cert/)
})
