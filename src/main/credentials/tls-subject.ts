import { AsnConvert } from '@peculiar/asn1-schema'
import { AttributeTypeAndValue, AttributeValue, Name, RelativeDistinguishedName } from '@peculiar/asn1-x509'
import { AppError } from '../../shared/errors.ts'
import type { TlsIdentity } from './model.ts'

/** Dotted OIDs of the subject attributes Teleport gives a meaning (teleport-wire.md 5.1). */
export const subjectOids = {
  commonName: '2.5.4.3',
  locality: '2.5.4.7',
  street: '2.5.4.9',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  postalCode: '2.5.4.17',
  kubernetesCluster: '1.3.9999.1.3',
  appSessionId: '1.3.9999.1.4',
  appClusterName: '1.3.9999.1.5',
  appPublicAddress: '1.3.9999.1.6',
  clusterName: '1.3.9999.1.7',
  loginIp: '1.3.9999.1.9',
  appName: '1.3.9999.1.10',
  renewable: '1.3.9999.1.13',
  generation: '1.3.9999.1.14',
  databaseService: '1.3.9999.2.1',
  databaseProtocol: '1.3.9999.2.2',
  databaseUser: '1.3.9999.2.3',
  databaseName: '1.3.9999.2.4',
  pinnedIp: '1.3.9999.2.15',
  impersonator: '1.3.9999.2.7',
  disallowReissue: '1.3.9999.2.9',
  botName: '1.3.9999.2.18',
  botInstanceId: '1.3.9999.2.20',
} as const

/** One attribute of a subject, in order of appearance. */
export interface SubjectAttribute {
  readonly oid: string
  readonly value: string
}

/** Writes a subject as Go does: one multi-valued RDN for each standard attribute, one RDN for each custom value. */
export function subjectName(identity: TlsIdentity): Name {
  const { app } = identity
  const standard: [oid: string, values: readonly string[]][] = [
    [subjectOids.organization, identity.roles],
    [subjectOids.organizationalUnit, identity.usage ?? []],
    [subjectOids.locality, identity.logins ?? []],
    [subjectOids.street, [identity.routeToCluster ?? '']],
    [subjectOids.postalCode, [writeTraits(identity.traits ?? {})]],
    [subjectOids.commonName, [identity.userName]],
  ]
  const custom: [oid: string, value: string | undefined][] = [
    [subjectOids.appSessionId, app?.sessionId],
    [subjectOids.appPublicAddress, app?.publicAddress],
    [subjectOids.appClusterName, app?.clusterName],
    [subjectOids.appName, app?.name],
    [subjectOids.clusterName, identity.clusterName],
    [subjectOids.renewable, identity.renewable ? 'true' : undefined],
    [subjectOids.generation, identity.generation?.toString()],
    [subjectOids.impersonator, identity.impersonator],
    [subjectOids.disallowReissue, identity.disallowReissue ? 'true' : undefined],
    [subjectOids.botName, identity.botName],
    [subjectOids.botInstanceId, identity.botInstanceId],
  ]
  return distinguishedName([...standard, ...custom.map(([oid, value]) => [oid, [value ?? '']] as const)])
}

/** A name of one RDN per entry; empty values and entries without values are left out, repeated values written once. */
export function distinguishedName(entries: readonly (readonly [string, readonly string[]])[]): Name {
  const names = entries.flatMap(([type, values]) => {
    const attributes = [...new Set(values)]
      .filter((value) => value !== '')
      .map((value) => new AttributeTypeAndValue({ type, value: attributeValue(value) }))
    return attributes.length === 0 ? [] : [new RelativeDistinguishedName(attributes.toSorted(byEncoding))]
  })
  return new Name(names)
}

/** The order DER wants in a SET OF (X.690 11.6). */
function byEncoding(left: AttributeTypeAndValue, right: AttributeTypeAndValue): number {
  return Buffer.compare(Buffer.from(AsnConvert.serialize(left)), Buffer.from(AsnConvert.serialize(right)))
}

function attributeValue(text: string): AttributeValue {
  const isPrintable = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)
  return new AttributeValue(isPrintable ? { printableString: text } : { utf8String: text })
}

/** Every attribute of a name, whether it shares an RDN or not. */
export function subjectAttributes(name: Name): SubjectAttribute[] {
  return Array.from(name).flatMap((each) =>
    Array.from(each, ({ type, value }) => ({ oid: type, value: value.toString() })),
  )
}

/** What Teleport's attributes say; unknown ones are passed over, malformed ones refused. */
export function subjectIdentity(attributes: readonly SubjectAttribute[]): TlsIdentity {
  const all = (oid: string) => attributes.filter((each) => each.oid === oid).map((each) => each.value)
  const text = (oid: string) => attributes.find((each) => each.oid === oid)?.value ?? ''
  const list = (oid: string) => all(oid).toSorted()
  const logins = list(subjectOids.locality)
  const usage = list(subjectOids.organizationalUnit)
  const traits = readTraits(text(subjectOids.postalCode))
  const generation = readGeneration(text(subjectOids.generation))
  return {
    userName: text(subjectOids.commonName),
    roles: list(subjectOids.organization),
    ...(logins.length > 0 && { logins }),
    ...(usage.length > 0 && { usage }),
    ...(traits && { traits }),
    ...(generation !== undefined && { generation }),
    ...(text(subjectOids.clusterName) && { clusterName: text(subjectOids.clusterName) }),
    ...(text(subjectOids.street) && { routeToCluster: text(subjectOids.street) }),
    ...(text(subjectOids.renewable) === 'true' && { renewable: true }),
    ...(text(subjectOids.botName) && { botName: text(subjectOids.botName) }),
    ...(text(subjectOids.botInstanceId) && { botInstanceId: text(subjectOids.botInstanceId) }),
    ...(text(subjectOids.impersonator) && { impersonator: text(subjectOids.impersonator) }),
    ...(text(subjectOids.disallowReissue) === 'true' && { disallowReissue: true }),
    ...(text(subjectOids.appName) && {
      app: {
        name: text(subjectOids.appName),
        publicAddress: text(subjectOids.appPublicAddress),
        clusterName: text(subjectOids.appClusterName),
        sessionId: text(subjectOids.appSessionId),
      },
    }),
  }
}

function readGeneration(text: string): number | undefined {
  if (text === '') return undefined
  if (!/^\d{1,15}$/.test(text)) {
    throw new AppError('credential.malformed', 'the generation in the subject is not a number')
  }
  return Number(text)
}

function writeTraits(traits: Readonly<Record<string, readonly string[]>>): string {
  const entries = Object.entries(traits).toSorted(([left], [right]) => (left < right ? -1 : 1))
  return entries.length === 0 ? '' : JSON.stringify(Object.fromEntries(entries))
}

/** A postal code that is no JSON object is a real postal code of somebody else's certificate. */
function readTraits(text: string): Record<string, readonly string[]> | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    const entries = Object.entries(parsed ?? {}).map(([name, values]) => [name, readTraitValues(values)])
    return entries.length === 0 ? undefined : Object.fromEntries(entries)
  } catch (cause) {
    throw new AppError('credential.malformed', 'the traits in the subject are not a map of lists', { cause })
  }
}

/** Go writes an empty list as `null`. */
function readTraitValues(values: unknown): readonly string[] {
  if (values === null) return []
  if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values
  throw new TypeError('not a list of strings')
}
