export { caPin, parseCaPin } from './ca-pin.ts'
export { checkIdentity } from './check-identity.ts'
export { describeCredential } from './describe-credential.ts'
export { formatIdentityFile, parseIdentityFile } from './identity-file.ts'
export {
  generateKey,
  keyAlgorithmName,
  keyMatches,
  parsePublicKeyDer,
  parsePublicKeyPem,
  privateKeyPem,
  publicKeyDer,
  publicKeyPem,
} from './keys.ts'
export { knownHostsLine, parseKnownHostsLine } from './known-hosts.ts'
export type { KnownHostsAuthority } from './known-hosts.ts'
export type {
  CredentialDescription,
  Identity,
  KeyAlgorithm,
  SshCertificate,
  TlsCertificate,
  TlsIdentity,
} from './model.ts'
export { derToPem, pemToDer, splitPem } from './pem.ts'
export { parsePrivateKey } from './private-key.ts'
export {
  issueSshCertificate,
  parseSshCertificate,
  sshCertificateLine,
  sshCertificateWire,
  sshForever,
} from './ssh-certificate.ts'
export type { SshCertificateRequest } from './ssh-certificate.ts'
export { formatClusterSshConfig, formatSshConfig } from './ssh-config.ts'
export type { SshConfigOptions } from './ssh-config.ts'
export { authorizedKeyLine, parseAuthorizedKey, sshFingerprint, sshPublicKeyBlob } from './ssh-key.ts'
export { parseTlsCertificate } from './tls-certificate.ts'
export { createTlsAuthority, issueTlsCertificate } from './tls-issue.ts'
export { verifyTlsCertificate } from './tls-verify.ts'
