import { newestTarget, targetVersions, type TargetVersion } from '../../../shared/config/problem.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { useLiveAnswer } from '../../bridge/use-live-answer.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useDestination } from '../../wizard/destination/use-destination.ts'
import { edited } from '../../wizard/edited.ts'
import { useService } from '../../wizard/service/use-service.ts'
import { useChecked } from '../../wizard/use-checked.ts'
import { useWizard, type Wizard } from '../../wizard/use-wizard.ts'
import { goToStep, leftSteps, ripeProblems } from '../../wizard/visited.ts'
import { firstFreeName, nameProblem, useTakenNames } from './bot-names.ts'
import { firstText, rolesIn, tokenToCome } from './bot-text.ts'
import { actsOf } from './new-bot-acts.ts'
import { isWrong, railIds, railSteps, stepIds, stepOf, type RailId } from './new-bot-steps.ts'
import { useLocalCluster, useLostToken, useProbedKey } from './use-cluster-answers.ts'
import { useAddress, useMethod, useStorage } from './use-joining.ts'
import { useLocalStart } from './use-local-start.ts'

const planDelayMs = 400
/** The name this wizard is kept under. */
export const wizardName = 'new-bot'

/** Everything the new-bot wizard knows; what it does to the outside is in `use-create-bot.ts`. */
export function useNewBot(startsLocal: boolean) {
  const { dataFolder = '', homeFolder } = useAppStore((state) => state.info) ?? {}
  const wizard = useNewBotWizard(dataFolder)
  useLocalStart(wizard, startsLocal)
  const cluster = useClusterAnswers(wizard)
  const { target } = cluster
  const proof = useProof(wizard, target)
  const storage = useStorage(wizard, target)
  const service = useFirstService(wizard, target, proof.name)
  const destination = useDestination(service.wizard, service.place)
  const checked = useChecked(wizard, target)
  const step = stepIds.find((each) => each === wizard.step) ?? 'cluster'
  const plan = useLiveAnswer(
    'config:plan',
    step === 'check' ? { text: wizard.text, target } : undefined,
    planDelayMs,
  )
  const left = leftSteps(wizard)
  const hasError = (id: RailId): boolean =>
    (id === 'proof' && proof.nameError !== undefined) ||
    (id === 'storage' && storage.storageOwner !== undefined) ||
    checked.problems.some((problem) => isWrong(problem) && stepOf(problem) === id)
  const steps = railSteps(railIds, {
    left,
    hasError,
    notes: {
      cluster: cluster.shownName,
      proof: left.has('proof') ? `${proof.name}, ${proof.methodKind?.title ?? proof.method}` : '',
      storage: left.has('storage') ? shortenHome(storage.storageDestination.folder, homeFolder) : '',
      service: service.subject || service.kind?.title || '',
      check: '',
    },
  })
  // Without a kind there is nothing more to ask about the service.
  const order = stepIds.filter((id) => id !== 'details' || service.type !== undefined)
  const index = order.indexOf(step)
  const goExactly = (id: string): void => {
    goToStep(wizard, id)
    // What the local cluster is there for; one click less on the way to a first bot.
    const isOffered = wizard.answers['offered'] === 'yes'
    if (id !== 'service' || !cluster.isLocal || service.type !== undefined || isOffered) return
    service.pick('application')
    wizard.answer('offered', 'yes')
  }
  return {
    wizard,
    ...cluster,
    ...proof,
    ...storage,
    service,
    destination,
    checked,
    shown: ripeProblems(checked.problems, wizard.document, left.has(step)),
    plan,
    /** A file of somebody else has to be decided on before anything starts. */
    isUndecided:
      plan.value === undefined
        ? destination.isUndecided
        : plan.value.hazards.some(({ undecided }) => undecided !== undefined),
    steps,
    step,
    next: order[index + 1],
    back: order[index - 1],
    /** Goes to a step of the rail: into the half of the fourth one that is open. */
    go: (id: string) => goExactly(id === 'service' && service.type !== undefined ? 'details' : id),
    goExactly,
    firstWrong: railIds.find(hasError),
    ...actsOf({
      wizard,
      dataFolder,
      key: cluster.key,
      methods: proof.methods,
      storageFolder: storage.storageDestination.folder,
    }),
  }
}

export type NewBotModel = ReturnType<typeof useNewBot>

function useNewBotWizard(dataFolder: string): Wizard {
  const taken = useTakenNames()
  return useWizard(wizardName, () => {
    const name = firstFreeName(taken)
    return {
      base: '',
      text: firstText(`${dataFolder}/bots/${name}/storage`),
      step: 'cluster',
      answers: { name, folderName: name, roles: 'access', where: 'teleport' },
    }
  })
}

/** Where the bot joins, and what answers there. */
function useClusterAnswers(wizard: Wizard) {
  const joined = useAddress(wizard)
  const { isLocal } = joined
  useLocalCluster(wizard, { isWanted: isLocal, cluster: joined.cluster, token: tokenToCome })
  useLostToken(wizard, isLocal)
  useProbedKey(wizard, joined.probe.isCurrent ? joined.probe.value : undefined, joined.key)
  return {
    ...joined,
    target: targetOf(isLocal ? undefined : joined.probe.value?.serverVersion),
  }
}

/** The newest version known here that the cluster has reached; the newest of all when it says nothing useful. */
function targetOf(version: string | undefined): TargetVersion {
  const major = Number(/^v?(\d+)\./.exec(version ?? '')?.[1])
  return targetVersions.findLast((each) => each <= major) ?? newestTarget
}

/** Who the bot is, and how it proves it. */
function useProof(wizard: Wizard, target: TargetVersion) {
  const { answers } = wizard
  const taken = useTakenNames()
  const name = answers['name'] ?? ''
  const label = answers['label'] || name
  return {
    ...useMethod(wizard, target),
    name,
    nameError: nameProblem(name, taken),
    label,
    labelError: label === name ? undefined : nameProblem(label, taken),
    roles: rolesIn(answers),
  }
}

const servicePath = ['services', 0] as const

/** The first service. A pasted one keeps its kind, its comments and its neighbours. */
function useFirstService(wizard: Wizard, target: TargetVersion, botName: string) {
  const isPasted = wizard.answers['imported'] === 'yes' && wizard.document?.valueAt(servicePath) !== undefined
  return useService({
    wizard,
    target,
    path: servicePath,
    botName,
    without: isPasted
      ? undefined
      : () => edited(wizard.read().text, [{ kind: 'remove', path: ['services'] }]),
  })
}
