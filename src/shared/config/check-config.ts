import { isMap, isScalar } from 'yaml'
import { buildConfig } from './build-config.ts'
import { rootSchema } from './catalogue.ts'
import type { CheckContext } from './context.ts'
import { decode } from './decode.ts'
import type { MapEntry } from './entry.ts'
import { applyKeeps } from './keep.ts'
import type { KeptProblem } from './keep.ts'
import { applyEdits } from './line-index.ts'
import { Budget } from './map-fields.ts'
import { hideSecrets, secretsIn } from './mask-secrets.ts'
import type { BotConfig } from './model.ts'
import type { Problem, ProblemFix, TargetVersion } from './problem.ts'
import { Report } from './report.ts'
import { checkAddresses } from './rules/address-rules.ts'
import { checkDestinations } from './rules/destination-rules.ts'
import { checkTopLifetime } from './rules/lifetime-rules.ts'
import { checkNames } from './rules/name-rules.ts'
import { checkOnboarding } from './rules/onboarding-rules.ts'
import { checkRoot } from './rules/root-rules.ts'
import { checkListeners, checkService, servicesOf } from './rules/service-rules.ts'
import { isNull } from './yaml-scalar.ts'
import { YamlReader } from './yaml-reader.ts'
import type { SourceFailure, SourceResult, YamlSource } from './yaml-source.ts'
import { readYaml } from './yaml-source.ts'

/** What the checks found; `config` is there exactly when no problem is an error. */
export interface CheckedConfig {
  readonly valid: boolean
  readonly problems: readonly Problem[]
  /** What a comment in the file keeps, with its reason; not among `problems`. */
  readonly kept: readonly KeptProblem[]
  readonly config?: BotConfig
}

/** Values a check looks at before it gives up: aliases can make a small file stand for billions. */
const maximumSteps = 200_000

/**
 * Checks a `tbot.yaml` as tbot of the target version would read it, and tells all problems at once with
 * place and remedy. Never throws; no message holds a secret of the file.
 */
export function checkConfig(text: string, options: { readonly target: TargetVersion }): CheckedConfig {
  return checkSource(readYaml(text), options)
}

/** Checks one text after another as an editor makes them, much faster than each alone; finds what `checkConfig` does. */
export class ConfigChecker {
  readonly #reader = new YamlReader()

  /** Checks a text as `checkConfig` does. */
  check(text: string, options: { readonly target: TargetVersion }): CheckedConfig {
    return checkSource(this.#reader.read(text), options)
  }
}

/** Checks what was read of a text as `checkConfig` checks the text. */
export function checkSource(
  result: SourceResult,
  options: { readonly target: TargetVersion },
): CheckedConfig {
  if (result.kind === 'failure') {
    const report = new Report(result.lines)
    const fix = quotesAround(result)
    report.add({ severity: 'error', path: '', ...result.failure, ...(fix && { fix }) })
    return { valid: false, problems: report.problems(), kept: [] }
  }
  const { source } = result
  const report = new Report(source.lines)
  const context: CheckContext = {
    target: options.target,
    source,
    report,
    budget: new Budget(maximumSteps),
    consumed: new Set(),
  }
  const root = readRoot(source, context)
  if (root !== undefined) runRules(root, context)
  reportSecondDocument(context)
  const { problems, kept } = withoutSecrets(applyKeeps(report.problems(), source), source)
  const valid = root !== undefined && problems.every((problem) => problem.severity !== 'error')
  return { valid, problems, kept, ...(valid && root !== undefined ? { config: buildConfig(root) } : {}) }
}

/** Sets the quotes without repeating what is between them, as it may be a secret; none unless reading goes on behind them. */
function quotesAround({ lines, failure }: SourceFailure): ProblemFix | undefined {
  if (failure.isFixedByQuotes !== true) return undefined
  const { start, end } = failure.span
  const edits = [start, end].map((at) => lines.edit({ start: at, end: at }, '"'))
  const again = readYaml(applyEdits(lines.text, edits))
  const goesOn = again.kind === 'source' || again.failure.span.start > end
  return goesOn ? { title: 'Put it in quotes', edits } : undefined
}

function readRoot(source: YamlSource, context: CheckContext): MapEntry | undefined {
  const { root, lines } = source
  const top = lines.firstLineOf({ start: 0, end: source.text.length })
  const refuse = (code: `config.${string}`, path: string, message: string): undefined => {
    context.report.add({ severity: 'error', code, path, span: top, message })
    return undefined
  }
  if (root === undefined) {
    return refuse('config.empty', '', 'The file is empty, and tbot refuses it. Start with `version: v2`.')
  }
  if (isScalar(root) && isNull(root)) {
    return refuse(
      'config.missing-version',
      'version',
      '`version` is missing: the file holds nothing. Write `version: v2`.',
    )
  }
  if (!isMap(root)) {
    return refuse(
      'config.not-a-map',
      '',
      'The file must be a map of keys and values, starting with `version: v2`.',
    )
  }
  const entry = decode(root, rootSchema, { path: '', borrowed: false, strict: true }, context)
  if (context.budget.isSpent) {
    return refuse(
      'config.too-many-values',
      '',
      'The aliases of this file stand for more values than can be read. Write fewer, or fewer levels of aliases.',
    )
  }
  return entry.kind === 'map' ? entry : undefined
}

function runRules(root: MapEntry, context: CheckContext): void {
  const services = servicesOf(root)
  checkRoot(root, context)
  checkAddresses(root, context)
  checkOnboarding(root, context)
  checkTopLifetime(root, context)
  checkDestinations(root, services, context)
  for (const service of services) checkService(service, root, context)
  checkNames(services, context)
  checkListeners(services, context)
}

function reportSecondDocument(context: CheckContext): void {
  const span = context.source.secondDocument
  if (span === undefined) return
  context.report.add({
    severity: 'ignored',
    code: 'config.second-document',
    path: '',
    span,
    message:
      'tbot reads the first document only; everything from here on has no effect. Move it to a file of its own.',
  })
}

type Found = Pick<CheckedConfig, 'problems' | 'kept'>

/** Whether a fix would show one of the secrets, as a folder that is called like the token does. */
export function holdsSecret({ title, edits }: ProblemFix, secrets: readonly string[]): boolean {
  return secrets.some((secret) => title.includes(secret) || edits.some(({ text }) => text.includes(secret)))
}

/** The last net: a key may be a mistyped secret, and keys are named in messages; a reason is free text. */
function withoutSecrets(found: Found, source: YamlSource): Found {
  if (found.problems.length + found.kept.length === 0) return found
  const secrets = secretsIn(source.text, source.documents)
  const clean = ({ fix, ...problem }: Problem): Problem => ({
    ...problem,
    path: hideSecrets(problem.path, secrets),
    message: hideSecrets(problem.message, secrets),
    ...(fix === undefined || holdsSecret(fix, secrets) ? {} : { fix }),
  })
  return {
    problems: found.problems.map(clean),
    kept: found.kept.map(({ problem, reason }) => ({
      problem: clean(problem),
      reason: hideSecrets(reason, secrets),
    })),
  }
}
