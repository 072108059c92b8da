import { isMap, parseDocument } from 'yaml'
import { AppError } from '../../errors.ts'
import { checkConfig } from '../check-config.ts'
import { flagKey } from '../command-flags.ts'
import type { Flag, ServiceCommand } from '../command-flags.ts'
import { missingFlags, serviceFromFlags } from '../flag-service.ts'
import { flagChanges, overlayFlags, servicesKey } from '../overlay-flags.ts'
import type { StartFlags } from '../overlay-flags.ts'
import type { TargetVersion } from '../problem.ts'
import { nearestFlag, readFlags, takes } from './command-line.ts'
import type { GivenFlag, GivenFlags, ReadCommands } from './command-line.ts'
import { readVariables } from './environment.ts'
import type { Import, ImportPart } from './model.ts'
import { hidden, notUnderstood, shellNote, understood } from './parts.ts'

type Values = Record<string, string | boolean | string[]>

/** What a call of tbot adds up to while its flags are read. */
interface Call {
  readonly target: TargetVersion
  readonly verb: string
  readonly service: ServiceCommand | undefined
  /** Path of the service: `services[0]`. */
  readonly place: string
  readonly flags: Values
  readonly serviceFlags: Values
  /** By flag, so that a repeated one can be told. */
  readonly parts: { readonly name: string; part: ImportPart }[]
  base: string | undefined
}

/** A file from the flags of a call and the variables around it; flags beat variables as in tbot. */
export function importCommands(read: ReadCommands, target: TargetVersion): Import {
  const given: GivenFlags =
    read.command === undefined ? { flags: [], extra: [] } : readFlags(read.command.words)
  const call: Call = {
    target,
    verb: given.verb ?? 'start',
    service: given.service,
    place: `${servicesKey(target)}[0]`,
    flags: {},
    serviceFlags: {},
    parts: [],
    base: undefined,
  }
  for (const flag of given.flags) call.parts.push(...[takeFlag(call, flag)].flat())
  const service = serviceOf(call)
  const variables = readVariables(read.variables, target)
  const environment = Object.fromEntries(
    Object.entries(variables.flags).filter(([name]) => !isBeaten(name, call)),
  )
  const flags: StartFlags = { ...call.flags, environment, ...(service === undefined ? {} : { service }) }
  const text = withKeys(overlayFlags(call.base, flags, { target }).text, variables.keys)
  return {
    kind: read.command === undefined ? 'environment' : 'command-line',
    parts: [
      ...variables.parts.map((part) => (isBeaten(part.source, call) ? beaten(part) : part)),
      ...serviceParts(call),
      ...call.parts.map(({ part }) => part),
      ...given.extra.map(extraPart),
      ...otherParts(read),
    ],
    text,
    problems: checkConfig(text, { target }).problems,
  }
}

function takeFlag(call: Call, given: GivenFlag): Call['parts'] {
  const name = given.flag?.name ?? given.written
  const earlier = call.parts.filter((each) => each.name === name)
  const part = readPart(call, given)
  if (given.flag?.kind !== 'list' && part.path !== undefined) {
    for (const each of earlier) {
      const { source, shown } = each.part
      each.part = notUnderstood(
        source,
        'Is given again, and the last one counts here; tbot refuses that.',
        shown,
      )
    }
  }
  return [{ name, part }]
}

function readPart(call: Call, given: GivenFlag): ImportPart {
  const { flag, written } = given
  if (flag === undefined) {
    const meant = nearestFlag(written)
    const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`
    return notUnderstood(written, `tbot does not know \`${written}\`.${hint}`, hidden(given.value))
  }
  const isOwn = call.service?.flags.includes(flag) === true
  const path = isOwn ? `${call.place}.${flag.path}` : pathOf(flag, call.target)
  const shown = understood(written, given.value ?? '', path ?? '').shown
  if (!takes(flag, call.verb, call.service)) {
    const where = call.service === undefined ? `\`tbot ${call.verb}\`` : `\`${call.service.name}\``
    return notUnderstood(written, `${where} does not take this flag.`, shown)
  }
  if (flag.kind !== 'switch' && (given.value === undefined || given.value === '')) {
    return notUnderstood(written, 'Its value is missing.')
  }
  if (path === undefined) return withoutPlace(call, flag, given)
  const refusal = take(call, flag, given, isOwn)
  return refusal === undefined
    ? understood(written, given.value ?? '', path, noteOf(flag, given))
    : notUnderstood(written, refusal, shown)
}

function pathOf(flag: Flag, target: TargetVersion): string | undefined {
  if (flag.name === 'destination-dir') return `${servicesKey(target)}[0].destination`
  const isOld =
    flag.name === 'certificate-ttl' &&
    flagChanges({ certificateTtl: '1h' }, { target })[0]?.path[0] === 'certificate_ttl'
  return isOld ? 'certificate_ttl' : flag.path
}

function noteOf(flag: Flag, given: GivenFlag): string | undefined {
  if (given.isOff === true && flag.canBeOff !== true) return 'Changes nothing: it can only be switched on.'
  return shellNote(given.value ?? '')
}

/** Keeps the value, or gives the reason why no file could hold it. */
function take(call: Call, flag: Flag, given: GivenFlag, isOwn: boolean): string | undefined {
  if (given.isOff === true && flag.canBeOff !== true) return undefined
  const key = flagKey(flag.name)
  const value = flag.kind === 'switch' ? given.isOff !== true : (given.value ?? '')
  const one = { [key]: flag.kind === 'list' && typeof value === 'string' ? [value] : value }
  try {
    if (isOwn && call.service !== undefined) serviceFromFlags({ command: call.service.name, values: one })
    else flagChanges(one, { target: call.target })
  } catch (thrown) {
    return AppError.from(thrown).message
  }
  const values = isOwn ? call.serviceFlags : call.flags
  const before = values[key]
  values[key] = Array.isArray(before) && typeof value === 'string' ? [...before, value] : (one[key] ?? value)
  return undefined
}

/** Flags the file has no place for. */
function withoutPlace(call: Call, flag: Flag, { written, value = '' }: GivenFlag): ImportPart {
  switch (flag.name) {
    case 'config':
      return notUnderstood(written, 'The file itself was not read; import it as well.', value)
    case 'config-string': {
      const text = decoded(value)
      if (text === undefined) return notUnderstood(written, 'Is not base64 text.', hidden(value))
      call.base = text
      return {
        source: written,
        shown: hidden(value),
        path: '',
        note: 'Is the file that the flags are laid over.',
      }
    }
    default:
      return notUnderstood(written, 'Stays a flag: the file has no place for it.', value)
  }
}

function decoded(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The service of the sub-command; readers are left out where the destination can have none. */
function serviceOf(call: Call): StartFlags['service'] {
  if (call.service === undefined) return undefined
  const service = { command: call.service.name, values: call.serviceFlags }
  try {
    serviceFromFlags(service)
  } catch (thrown) {
    const note = AppError.from(thrown).message
    for (const each of call.parts.filter(({ name }) => name.startsWith('reader-'))) {
      each.part = notUnderstood(each.part.source, note, each.part.shown)
    }
    delete call.serviceFlags['readerUser']
    delete call.serviceFlags['readerGroup']
  }
  return service
}

function serviceParts({ service, place, serviceFlags }: Call): ImportPart[] {
  if (service === undefined) return []
  const { name } = service
  if (service.type === undefined)
    return [understood(name, '', place, 'No service: the bot joins and no more.')]
  return [
    understood(name, '', `${place}.type`),
    ...missingFlags({ command: name, values: serviceFlags }).map((flag) =>
      notUnderstood(flag, `Is missing, and tbot refuses \`${name}\` without it.`),
    ),
  ]
}

function isBeaten(variable: string, call: Call): boolean {
  const flag = {
    TELEPORT_AUTH_SERVER: 'authServer',
    TELEPORT_PROXY: 'proxyServer',
    TELEPORT_BOT_TOKEN: 'token',
  }
  const key = Object.entries(flag).find(([name]) => name === variable)?.[1]
  return key !== undefined && call.flags[key] !== undefined
}

function beaten({ source, shown }: ImportPart): ImportPart {
  return notUnderstood(source, 'The flag is given as well and wins.', shown)
}

function extraPart(word: string): ImportPart {
  if (word === 'spiffe-svid') {
    const note =
      'tbot 19 has removed this command, and its flags are not known here. Use `workload-identity-x509`.'
    return notUnderstood(word, note)
  }
  return notUnderstood(
    'a word',
    'tbot does not expect a word here. A flag before it, or quotes around blanks, may be missing.',
    hidden(word),
  )
}

function otherParts({ others, openQuote }: ReadCommands): ImportPart[] {
  const parts = others.map(({ line }) =>
    notUnderstood(`line ${line}`, 'Is neither a variable nor a call of tbot that can be read.'),
  )
  if (openQuote === undefined) return parts
  return [...parts, notUnderstood(`line ${openQuote}`, 'A quote starts here and never ends.')]
}

function withKeys(text: string, keys: readonly { readonly path: string; readonly value: string }[]): string {
  if (keys.length === 0) return text
  const document = parseDocument(text)
  for (const { path, value } of keys) {
    const parts = path.split('.')
    for (let depth = 1; depth < parts.length; depth += 1) {
      const parent = parts.slice(0, depth)
      if (!isMap(document.getIn(parent))) document.setIn(parent, document.createNode({}))
    }
    if (!document.hasIn(parts)) document.setIn(parts, value)
  }
  return document.toString({ lineWidth: 0 })
}
