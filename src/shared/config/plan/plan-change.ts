import { holdsSecret } from '../check-config.ts'
import { secretsOfText } from '../edit/source.ts'
import { hideSecrets } from '../mask-secrets.ts'
import type { Problem, TargetVersion } from '../problem.ts'
import { compareServices, toPlannedService } from './compare-services.ts'
import type { ServicePair } from './compare-services.ts'
import { engineLimits } from './engine-limits.ts'
import { serviceFileChanges, storageFileChanges } from './file-changes.ts'
import { folderHazards } from './folder-hazards.ts'
import { checkedHazards, fixedHazards, fixedProblems } from './hazard-fixes.ts'
import { planJoin } from './join-plan.ts'
import { leftoversOf } from './leftovers.ts'
import type { Plan, PlanFacts, PlanHazard, PlannedFileChange } from './model.ts'
import { readText } from './read-text.ts'
import type { ReadText } from './read-text.ts'
import { differences } from './reasons.ts'
import { verdictTitle } from './verdict-title.ts'

export interface PlanInput {
  /** What runs, or the file as it is saved; nothing for a bot that never ran. */
  readonly before?: string
  readonly after: string
  /** The same text as its reader has it, secrets as dots: fixes are edits of it. Left out: `after` itself. */
  readonly shown?: string
  readonly target: TargetVersion
  readonly facts: PlanFacts
}

/** Compares two texts and says what applying the second would do (interface.md 6.6). Touches nothing; holds no secret. */
export function planChange({ before, after, shown = after, target, facts }: PlanInput): Plan {
  const { checked, read: now } = readText(after, target)
  const problems = fixedProblems(checked.problems, shown, target)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (now === undefined) return refused(errors, checkedHazards(problems))
  // A text that cannot run has nothing running.
  const old = before === undefined ? undefined : readText(before, target).read
  const pairs = compareServices(old, now)
  const ground = old === undefined ? [] : differences(old.texts, now.texts)
  const asides = old === undefined ? [] : differences(old.asides, now.asides)
  const changesAnything =
    ground.length > 0 || asides.length > 0 || pairs.some(({ change }) => change !== 'none')
  const join = planJoin(old, now, { facts, changesAnything })
  const folders = folderHazards(now, pairs, facts)
  const undecided = folders.flatMap((each) => each.undecided?.files ?? []).length
  const isStart = old === undefined || facts.isRunning === false
  const plan: Plan = {
    title: verdictTitle({
      errors: 0,
      undecided,
      changes: pairs.map(({ change }) => change),
      hasBefore: old !== undefined,
      isRunning: facts.isRunning !== false,
      isSameText: before === after,
      asides,
      isNewGround: ground.length > 0,
    }),
    canApply: undecided === 0,
    restartsBot: !isStart && changesAnything,
    services: pairs.map(toPlannedService),
    files: [
      ...storageFileChanges(now.storage, old?.storage, { facts, isWritten: isStart || join.needsToken }),
      ...uniqueFolders(pairs.flatMap((pair) => serviceFileChanges(pair, facts))),
    ],
    leftovers: leftoversOf(pairs, { old, now, facts }),
    join,
    hazards: [
      ...checkedHazards(problems),
      ...engineLimits(now, { joins: join.needsToken }),
      ...fixedHazards(folders, { shown, target, now, pairs, facts }),
    ],
    errors,
    unknown: unknownThings(now, pairs, facts),
  }
  return withoutSecrets(plan, [...secretsOfText(after), ...secretsOfText(before ?? '')])
}

/** True when a bot that runs the first text must be restarted to run the second; comments and order change nothing. */
export function needsRestart(before: string, after: string, target: TargetVersion): boolean {
  const [old, now] = [readText(before, target).read, readText(after, target).read]
  if (old === undefined || now === undefined) return true
  return (
    differences(old.texts, now.texts).length > 0 ||
    differences(old.asides, now.asides).length > 0 ||
    compareServices(old, now).some(({ change }) => change !== 'none')
  )
}

function refused(errors: readonly Problem[], hazards: readonly PlanHazard[]): Plan {
  return {
    title: verdictTitle({
      errors: errors.length,
      undecided: 0,
      changes: [],
      hasBefore: true,
      isRunning: false,
      isSameText: false,
      asides: [],
      isNewGround: false,
    }),
    canApply: false,
    restartsBot: false,
    services: [],
    files: [],
    leftovers: [],
    join: { needsToken: false, reason: 'Nothing happens until the errors are gone.' },
    hazards,
    errors,
    unknown: [],
  }
}

/** Two services of one folder make it once. */
function uniqueFolders(files: readonly PlannedFileChange[]): PlannedFileChange[] {
  const made = new Set<string>()
  return files.filter(({ shape, path }) => {
    const isNew = shape !== 'folder' || !made.has(path)
    if (shape === 'folder') made.add(path)
    return isNew
  })
}

function unknownThings(now: ReadText, pairs: readonly ServicePair[], facts: PlanFacts): string[] {
  const destinations = [
    now.storage,
    ...pairs.flatMap(({ after, before }) => after?.destination ?? before?.destination ?? []),
  ]
  const sentences = destinations.flatMap(({ type, folder, secret }) => {
    if (type === 'kubernetes_secret')
      return [`The Secret ${secret} was not looked at; that takes the Kubernetes API.`]
    if (type !== 'directory') return []
    const known = facts.folders.get(folder)
    if (known === undefined) return [`${folder} was not looked at.`]
    if (known.problem === undefined) return []
    return [`${known.path} could not be looked at (${known.problem}); it is checked when applying.`]
  })
  return [...new Set(sentences)]
}

/** The last net: a folder or name may hold what is a secret elsewhere in the file. */
function withoutSecrets(plan: Plan, secrets: readonly string[]): Plan {
  if (secrets.length === 0) return plan
  const clean = (text: string) => hideSecrets(text, secrets)
  return {
    ...plan,
    title: clean(plan.title),
    services: plan.services.map((service) => ({
      ...service,
      name: clean(service.name),
      reasons: service.reasons.map(clean),
    })),
    files: plan.files.map((file) => ({
      ...file,
      path: clean(file.path),
      ...(file.service === undefined ? {} : { service: clean(file.service) }),
    })),
    leftovers: plan.leftovers.filter(
      ({ folder, names }) => !secrets.some((each) => `${folder} ${names.join(' ')}`.includes(each)),
    ),
    join: { ...plan.join, reason: clean(plan.join.reason) },
    hazards: plan.hazards.map(({ fix, ...each }) => ({
      ...each,
      message: clean(each.message),
      ...(each.undecided === undefined
        ? {}
        : { undecided: { ...each.undecided, folder: clean(each.undecided.folder) } }),
      ...(fix === undefined || holdsSecret(fix, secrets) ? {} : { fix }),
    })),
    unknown: plan.unknown.map(clean),
  }
}
