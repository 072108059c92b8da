import { checkConfig, generatedServiceNames } from '../config/index.ts'
import type { ConfigPath } from '../config/edit/model.ts'
import type { TargetVersion } from '../config/problem.ts'
import { targetVersions } from '../config/problem.ts'
import { AppError } from '../errors.ts'
import type { ExportOption, ExportRequest } from './model.ts'
import { readJoin } from './source-join.ts'
import type { SourceJoin } from './source-join.ts'
import type { PlainMap } from './values.ts'
import { isMapValue } from '../config/edit/model.ts'
import { listAt, readValues, textAt } from './values.ts'

/** A configuration that passed the checks, as exporters read it. `values`, `join` and `secrets` hold real secrets. */
export interface ExportSource {
  readonly text: string
  readonly target: TargetVersion
  /** The bot's name as the user wrote it. */
  readonly bot: string
  /** The name for units, workloads, files: lower-case letters, digits and dashes. */
  readonly slug: string
  /** What tbot reads in the file: aliases and merge keys followed, nothing defaulted. */
  readonly values: PlainMap
  /** `services`, then `outputs`. */
  readonly services: readonly SourceService[]
  readonly join: SourceJoin
  readonly secrets: readonly Secret[]
  readonly withSecrets: boolean
  /** The chosen value of an option, or its default. */
  option(key: string): string
}

/** One service or output of the file. */
export interface SourceService {
  /** `services[0]`. */
  readonly path: string
  /** The same for changes: `['services', 0]`. */
  readonly place: ConfigPath
  readonly type: string
  /** The name in `/readyz`, given or made (tbot-config.md 5.2). */
  readonly name: string
  readonly values: PlainMap
}

/** A secret value of the file. */
export interface Secret {
  readonly path: string
  readonly what: 'join link' | 'join token' | 'registration secret'
  readonly value: string
}

/** "the join token and the registration secret", for the mark of a file that holds them; undefined for none. */
export function nameSecrets(secrets: readonly Secret[]): string | undefined {
  return secrets.map(({ what }) => `the ${what}`).join(' and ') || undefined
}

/** Reads and checks what is to be exported; `export.not-possible` when tbot itself would refuse the file. */
export function readSource(request: ExportRequest, options: readonly ExportOption[]): ExportSource {
  const target = targetVersions.find((version) => version === request.target)
  if (target === undefined) throw new AppError('usage.bad-argument', `no target version ${request.target}`)
  const { problems } = checkConfig(request.text, { target })
  const error = problems.find((problem) => problem.severity === 'error')
  if (error !== undefined) {
    throw new AppError(
      'export.not-possible',
      `tbot ${target} refuses this file, line ${error.line}: ${error.message.replace(/\.$/, '')}`,
      { details: { path: error.path, line: error.line, reason: error.message } },
    )
  }
  const values = readValues(request.text, target)
  const join = readJoin(values)
  const chosen = readOptions(request, options)
  return {
    text: request.text,
    target,
    bot: request.bot,
    slug: slugOf(request.bot),
    values,
    services: readServices(values),
    join,
    secrets: readSecrets(values, join),
    withSecrets: request.withSecrets,
    option(key) {
      const value = chosen.get(key)
      if (value === undefined) throw new AppError('internal.unexpected', `the export has no option "${key}"`)
      return value
    },
  }
}

/** Helm takes 53 characters for a release, which is `tbot-` and this. */
const longestSlug = 48

/** The bot's name where only lower-case letters, digits and dashes may stand; `{bot}` in an option is this. */
export function slugOf(bot: string): string {
  const slug = bot
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
  return slug.slice(0, longestSlug).replace(/-$/, '') || 'bot'
}

/** Values of all options; `{bot}` in a value stands for the bot's name. */
function readOptions(request: ExportRequest, options: readonly ExportOption[]): Map<string, string> {
  const slug = slugOf(request.bot)
  for (const [key, value] of Object.entries(request.options)) {
    const option = options.find((each) => each.key === key)
    if (option === undefined) {
      const known = options.map((each) => each.key).join(', ') || 'none'
      throw new AppError('usage.bad-argument', `there is no option "${key}"; the options are: ${known}`)
    }
    if (/\p{Cc}/u.test(value)) throw new AppError('usage.bad-argument', `"${key}" holds a control character`)
    if (value !== '' && option.choices !== undefined && !option.choices.includes(value)) {
      throw new AppError('usage.bad-argument', `"${key}" is one of ${option.choices.join(', ')}`)
    }
  }
  return new Map(
    options.map(({ key, default: preset }) => {
      const given = request.options[key]
      return [key, (given === undefined || given === '' ? preset : given).replaceAll('{bot}', slug)]
    }),
  )
}

function readServices(values: PlainMap): SourceService[] {
  const found = ['services', 'outputs'].flatMap((key) =>
    listAt(values, key).flatMap((each, index) =>
      isMapValue(each) ? [{ path: `${key}[${index}]`, place: [key, index], values: each }] : [],
    ),
  )
  const names = generatedServiceNames(
    found.map((each) => ({ type: textAt(each.values, 'type'), name: textAt(each.values, 'name') })),
  )
  return found.map((each, index) => ({
    ...each,
    type: textAt(each.values, 'type'),
    name: names[index] ?? '',
  }))
}

function readSecrets(values: PlainMap, join: SourceJoin): Secret[] {
  const found: Secret[] = [
    { path: 'join_uri', what: 'join link', value: textAt(values, 'join_uri') },
    {
      path: 'onboarding.token',
      what: 'join token',
      value: join.tokenIs === 'secret' ? join.token : '',
    },
    {
      path: 'onboarding.bound_keypair.registration_secret',
      what: 'registration secret',
      value: join.registrationSecret,
    },
  ]
  return found.filter((secret) => secret.value !== '')
}
