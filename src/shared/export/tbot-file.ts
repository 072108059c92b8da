import { parseAllDocuments } from 'yaml'
import type { YamlValue } from '../config/edit/model.ts'
import { parameterTargets } from '../config/join-uri.ts'
import { dots, maskSecrets } from '../config/mask-secrets.ts'
import { changeText } from './change-text.ts'
import type { ValueChange } from './change-text.ts'
import type { LeftOut } from './model.ts'
import { nameSecrets } from './source.ts'
import type { ExportSource, Secret } from './source.ts'
import type { SourceJoin } from './source-join.ts'
import type { PlainMap } from './values.ts'
import { isMapValue } from '../config/edit/model.ts'
import { listAt, mapAt, readValues, textAt } from './values.ts'

/** The file a secret is read from, when it does not stand in the bot's own. */
export interface SecretPlace {
  /** As tbot sees it. */
  readonly file: string
  /** Where a person puts it, when something else brings it to `file`. */
  readonly putInto?: string
}

/** What an export changes in the bot's own file. */
export interface TbotFileSettings {
  /** Of the join token. Without it the key is left out. */
  readonly token?: SecretPlace
  /** Of `bound_keypair.registration_secret`. */
  readonly registration?: SecretPlace
  /** Replaces `onboarding` and a join link as a whole: another way to join needs none of their secrets. */
  readonly onboarding?: PlainMap
  readonly changes?: readonly ValueChange[]
}

/** A `tbot.yaml` inside an export. */
export interface TbotFile {
  readonly text: string
  /** "the join token", when one is in the text. */
  readonly holdsSecret: string | undefined
  readonly leftOut: readonly LeftOut[]
}

/**
 * The bot's own file for another place: comments kept, secrets in it only when they were asked for,
 * otherwise replaced by files (tbot-config.md 2.1) and dots in comments.
 */
export function tbotFile(source: ExportSource, settings: TbotFileSettings): TbotFile {
  const { onboarding, changes = [] } = settings
  const [first, hasMore] = splitDocuments(source.text)
  const more: LeftOut[] = hasMore
    ? [{ path: '', reason: 'Only the first document: tbot reads no other.' }]
    : []
  if (source.withSecrets && onboarding === undefined) {
    return { text: changeText(first, changes), leftOut: more, holdsSecret: nameSecrets(source.secrets) }
  }
  const join = onboarding === undefined ? replaceSecrets(source, settings) : rejoin(source, onboarding)
  const text = changeText(withoutStraySecrets(first, source), [...join, ...changes])
  const reasons = onboarding === undefined ? source.secrets.map((each) => leftOut(each, settings)) : []
  return { text, leftOut: [...reasons, ...strayDots(text, source), ...more], holdsSecret: undefined }
}

/** The first document, and whether there is more; a text tbot reads whole stays as it is. */
function splitDocuments(text: string): [first: string, hasMore: boolean] {
  const documents = [
    ...parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' }),
  ]
  const end = documents[0]?.range?.[2]
  if (documents.length < 2 || end === undefined) return [text, false]
  return [text.slice(0, end).replace(/^---[ \t]*$\s*(?=$)/m, ''), true]
}

/** Everything that looks like a secret as dots, also in comments; a token that is no secret stays. */
function withoutStraySecrets(text: string, source: ExportSource): string {
  const { tokenIs, token, usesLink } = source.join
  const isPublic = (tokenIs === 'file' || tokenIs === 'name') && !usesLink
  if (!isPublic) return maskSecrets(text)
  const path = ['onboarding', 'token']
  const masked = maskSecrets(changeText(text, [{ kind: 'set', path, value: 'x' }]))
  return changeText(masked, [{ kind: 'set', path, value: token }])
}

function replaceSecrets(source: ExportSource, settings: TbotFileSettings): ValueChange[] {
  const { join } = source
  const changes: ValueChange[] = []
  if (join.usesLink) changes.push(...splitLink(join))
  if (join.tokenIs === 'secret') changes.push(place(['onboarding', 'token'], settings.token))
  if (join.registrationSecret !== '') {
    const section = ['onboarding', 'bound_keypair']
    changes.push({ kind: 'remove', path: [...section, 'registration_secret'] })
    changes.push(place([...section, 'registration_secret_path'], settings.registration))
  }
  return changes
}

function place(path: readonly string[], at: SecretPlace | undefined): ValueChange {
  return at === undefined ? { kind: 'remove', path } : { kind: 'set', path, value: at.file }
}

/** A join link in its parts (tbot-config.md 2.5): the address, the method, the name of the token, the parameter. */
function splitLink(join: SourceJoin): ValueChange[] {
  const target = parameterTargets[join.method]
  const parameter = target === undefined ? '' : textAt(join.onboarding, ...target)
  const changes: ValueChange[] = [
    ...addressOfLink(join),
    { kind: 'set', path: ['onboarding', 'join_method'], value: join.method },
  ]
  if (join.tokenIs === 'name' || join.tokenIs === 'file') {
    changes.push({ kind: 'set', path: ['onboarding', 'token'], value: join.token })
  }
  if (target !== undefined && parameter !== '' && join.method !== 'bound_keypair') {
    changes.push({ kind: 'set', path: ['onboarding', ...target], value: parameter })
  }
  return changes
}

function addressOfLink({ server, address }: SourceJoin): ValueChange[] {
  return [
    { kind: 'remove', path: ['join_uri'] },
    { kind: 'set', path: [`${server}_server`], value: address },
  ]
}

function rejoin({ join, values }: ExportSource, onboarding: PlainMap): ValueChange[] {
  const written = Object.keys(onboarding)
  const before = Object.keys(mapAt(values, 'onboarding'))
  return [
    ...(join.usesLink ? addressOfLink(join) : []),
    ...before
      .filter((key) => !written.includes(key))
      .map((key): ValueChange => ({ kind: 'remove', path: ['onboarding', key] })),
    ...Object.entries(onboarding).map(([key, value]): ValueChange => ({
      kind: 'set',
      path: ['onboarding', key],
      value,
    })),
  ]
}

function leftOut(secret: Secret, settings: TbotFileSettings): LeftOut {
  if (secret.path === 'join_uri') {
    return {
      path: secret.path,
      reason: 'The join link holds a secret. It is written as address, method and token, each in its place.',
    }
  }
  const at = secret.what === 'registration secret' ? settings.registration : settings.token
  const goes = at === undefined ? 'It is not in the file.' : `Put a new one into ${at.putInto ?? at.file}.`
  return { path: secret.path, reason: `The ${secret.what} is a secret. ${goes}` }
}

/** Values outside of the known places that held a secret, too. */
function strayDots(text: string, source: ExportSource): LeftOut[] {
  const found: LeftOut[] = []
  const look = (value: YamlValue | undefined, path: string): void => {
    if (typeof value === 'string' && value.includes(dots)) {
      found.push({ path, reason: 'It holds the same secret, and stands as dots. Write another value.' })
    }
    for (const [index, each] of listAt(value).entries()) look(each, `${path}[${index}]`)
    if (!isMapValue(value)) return
    for (const [key, each] of Object.entries(value)) look(each, path === '' ? key : `${path}.${key}`)
  }
  look(readValues(text, source.target), '')
  return found
}
