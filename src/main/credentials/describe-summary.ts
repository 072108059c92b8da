import type { CredentialPart } from './describe-parts.ts'
import { keyAlgorithmName } from './keys.ts'
import type { SshCertificate, TlsCertificate } from './model.ts'
import { subjectOids } from './tls-subject.ts'

/** What the parts of a credential are good for, in one sentence; undefined when no part was understood. */
export function summarize(parts: readonly CredentialPart[]): string | undefined {
  const tls = parts.flatMap((part) => (part.kind === 'tls-certificate' ? [part.certificate] : []))
  const client = tls.find((certificate) => !certificate.isAuthority)
  const ssh = parts.find((part) => part.kind === 'ssh-certificate')
  const key = parts.find((part) => part.kind === 'private-key' || part.kind === 'public-key')
  const hosts = parts.flatMap((part) => (part.kind === 'known-hosts' ? part.authority.hosts : []))
  if (client) return summarizeTls(client)
  if (ssh) return summarizeSsh(ssh.certificate)
  if (tls.length > 0) return summarizeAuthorities(tls)
  if (hosts.includes('*')) return 'Lets SSH trust every host that carries a certificate of the authority'
  if (hosts.length > 0) return `Lets SSH trust the hosts ${list([...new Set(hosts)])}`
  if (!key) return undefined
  return `${key.kind === 'private-key' ? 'Private' : 'Public'} key, ${keyAlgorithmName(key.key)}`
}

function summarizeTls(certificate: TlsCertificate): string {
  const { identity, dnsNames, ipAddresses } = certificate
  const attribute = (oid: string) => certificate.attributes.find((each) => each.oid === oid)?.value
  const database = attribute(subjectOids.databaseService)
  const kubernetes = attribute(subjectOids.kubernetesCluster)
  const who = personOf(identity.userName, identity.impersonator, identity.botName)
  if (identity.app) return `Lets ${who} open the application ${identity.app.name}`
  if (database) return `Lets ${who} reach the database ${database}`
  if (kubernetes) return `Lets ${who} use the Kubernetes cluster ${kubernetes}`
  if (isOwnIdentity(identity.userName, identity.roles)) {
    return `Lets ${who} stay joined to the cluster ${identity.clusterName ?? certificate.issuer.commonName}`
  }
  const names = [...dnsNames, ...ipAddresses]
  if (names.length > 0) return `Proves the server ${list(names)} to its clients`
  return identity.roles.length > 0 ? `Lets ${who} act as ${rolesText(identity.roles)}` : `Names ${who}`
}

function summarizeSsh(certificate: SshCertificate): string {
  const { extensions, keyId, principals } = certificate
  if (certificate.kind === 'host') return `Proves the host ${list(principals)} to SSH clients`
  const who = personOf(keyId, extensions['impersonator'], extensions['bot-name@goteleport.com'])
  const roles = rolesOf(extensions['teleport-roles'] ?? '')
  const logins = principals.filter((principal) => !principal.startsWith('-teleport-'))
  const abilities = [
    ...(roles.length > 0 ? [`act as ${rolesText(roles)}`] : []),
    ...(logins.length > 0 ? [`log in as ${list(logins)}`] : []),
  ]
  if (isOwnIdentity(keyId, roles)) return `Lets ${who} stay joined to its cluster`
  return abilities.length > 0 ? `Lets ${who} ${abilities.join(' and ')}` : `Names ${who}`
}

function summarizeAuthorities(authorities: readonly TlsCertificate[]): string {
  const clusters = [...new Set(authorities.map((each) => each.identity.userName))]
  const count = authorities.length === 1 ? 'the authority' : `${authorities.length} authorities`
  return `Lets programs trust certificates of ${count} of ${list(clusters)}`
}

/** A bot's own identity has its own user name as its only role (teleport-wire.md 5.3). */
function isOwnIdentity(userName: string, roles: readonly string[]): boolean {
  return userName.startsWith('bot-') && roles.length === 1 && roles[0] === userName
}

function personOf(userName: string, impersonator: string | undefined, botName: string | undefined): string {
  if (botName) return `bot ${botName}`
  const bot = [impersonator ?? '', userName].find((name) => name.startsWith('bot-'))
  return bot === undefined ? `user ${userName}` : `bot ${bot.slice('bot-'.length)}`
}

/** The value of `teleport-roles`: JSON with a list; anything else counts as no roles. */
function rolesOf(text: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('roles' in parsed)) return []
    const { roles } = parsed
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
  } catch {
    return []
  }
}

function rolesText(roles: readonly string[]): string {
  return `${roles.length === 1 ? 'role' : 'roles'} ${list(roles)}`
}

function list(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names)
}
