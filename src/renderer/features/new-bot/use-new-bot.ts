import { useEffect, useEffectEvent, useMemo } from 'react'
import { openDocument } from '../../../shared/config/edit/index.ts'
import { joinMethodKinds, storageField } from '../../../shared/config/form/index.ts'
import type { Problem, TargetVersion } from '../../../shared/config/problem.ts'
import { newestTarget, targetVersions } from '../../../shared/config/problem.ts'
import type { Probe } from '../../../shared/contract/authoring.ts'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { useLiveAnswer } from '../../bridge/use-live-answer.ts'
import { isWithin } from '../../form/field-values.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useClusterStore } from '../../stores/cluster-store.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { useDestination } from '../../wizard/destination/use-destination.ts'
import { useService } from '../../wizard/service/use-service.ts'
import { useChecked } from '../../wizard/use-checked.ts'
import { useWizard, type Wizard } from '../../wizard/use-wizard.ts'
import { goToStep, leftSteps, ripeProblems } from '../../wizard/visited.ts'
import type { WizardStep } from '../../wizard/wizard-step.ts'
import {
  addressIn,
  edited,
  firstText,
  textAt,
  tokenToCome,
  withAddress,
  type AddressKey,
} from './bot-text.ts'

/** `details` is the second half of the fourth step. */
export const stepIds = ['cluster', 'proof', 'storage', 'service', 'details', 'check'] as const
export type StepId = (typeof stepIds)[number]
export type RailId = Exclude<StepId, 'details'>
const railIds: readonly RailId[] = ['cluster', 'proof', 'storage', 'service', 'check']

const probeDelayMs = 600
const planDelayMs = 400
export const wizardName = 'new-bot'
const servicePath = ['services', 0] as const

/** Everything the new-bot wizard knows; what it can do to the outside is in `use-create-bot.ts`. */
export function useNewBot(startsLocal: boolean) {
  const info = useAppStore((state) => state.info)
  const dataFolder = info?.dataFolder ?? ''
  const cluster = useClusterStore((state) => state.view)
  const taken = useTakenNames()
  const wizard = useWizard(wizardName, () => {
    const name = firstFreeName(taken)
    const text = firstText(`${dataFolder}/bots/${name}/storage`)
    const answers = { name, roles: 'access', where: startsLocal ? 'local' : 'teleport' }
    return { base: '', text, step: 'cluster', answers }
  })
  const { document, answers } = wizard
  const isLocal = answers['where'] === 'local'
  const { key, address } = addressIn(document)
  const probe = useLiveAnswer(
    'probe:cluster',
    !isLocal && /^[^\s:]+(:\d+)?$|^\[[^\]]+\](:\d+)?$/.test(address) ? { address } : undefined,
    probeDelayMs,
  )
  useLocalCluster(wizard, isLocal, cluster)
  useProbedKey(wizard, probe.isCurrent ? probe.value : undefined, key)

  const target = targetOf(isLocal ? undefined : probe.value?.serverVersion)
  const methods = useMemo(() => joinMethodKinds(target), [target])
  const storage = useMemo(
    () => ({ path: ['storage'], service: undefined, variants: storageField(target).variants ?? [] }),
    [target],
  )
  const storageDestination = useDestination(wizard, storage)
  const name = answers['name'] ?? ''
  const label = answers['label'] || name
  const service = useService({
    wizard,
    target,
    path: servicePath,
    botName: name,
    without: () => edited(wizard.read().text, [{ kind: 'remove', path: ['services'] }]),
  })
  const destination = useDestination(service.wizard, service.place)
  const checked = useChecked(wizard.text, target)
  const step = stepIds.find((each) => each === wizard.step) ?? 'cluster'
  const plan = useLiveAnswer(
    'config:plan',
    step === 'check' ? { text: wizard.text, target } : undefined,
    planDelayMs,
  )
  const left = leftSteps(wizard)
  const storageOwner = useStorageOwner(storageDestination.folder)
  const token = textAt(document, 'onboarding', 'token')
  const method = textAt(document, 'onboarding', 'join_method') || 'token'
  const methodKind = methods.find((each) => each.method === method)
  const pins = document?.valueAt(['onboarding', 'ca_pins'])

  const ownProblems: Record<RailId, boolean> = {
    cluster: false,
    proof: nameProblem(name, taken) !== undefined,
    storage: storageOwner !== undefined,
    service: false,
    check: false,
  }
  const hasError = (id: RailId): boolean =>
    ownProblems[id] ||
    checked.problems.some((problem) => problem.severity === 'error' && stepOf(problem) === id)
  const notes: Record<RailId, string> = {
    cluster: isLocal ? (cluster?.name ?? texts.local) : (probe.value?.clusterName ?? address),
    proof: left.has('proof') ? `${name}, ${methodKind?.title ?? method}` : '',
    storage: left.has('storage') ? shortenHome(storageDestination.folder, info?.homeFolder) : '',
    service: service.subject || service.kind?.title || '',
    check: '',
  }
  const steps = railIds.map((id): WizardStep => {
    const isDone = left.has(id) || (id === 'service' && left.has('details'))
    return {
      id,
      title: texts.steps[id].title,
      note: notes[id] || texts.steps[id].hint,
      state: !isDone ? 'open' : hasError(id) ? 'problem' : 'done',
    }
  })

  const goExactly = (id: string): void => {
    goToStep(wizard, id)
    // What the local cluster is there for; one click less on the way to a first bot.
    if (id !== 'service' || !isLocal || service.type !== undefined || answers['offered'] === 'yes') return
    service.pick('application')
    wizard.answer('offered', 'yes')
  }
  // Without a kind there is nothing more to ask about the service.
  const order = stepIds.filter((id) => id !== 'details' || service.type !== undefined)
  const index = order.indexOf(step)
  return {
    wizard,
    isLocal,
    cluster,
    key,
    address,
    probe,
    target,
    methods,
    method,
    methodKind,
    token,
    pins: Array.isArray(pins) ? pins.map(String) : [],
    name,
    nameError: nameProblem(name, taken),
    label,
    labelError: label === name ? undefined : nameProblem(label, taken),
    roles: (answers['roles'] ?? '').split(' ').filter((role) => role !== ''),
    storage,
    storageDestination,
    storageOwner,
    service,
    destination,
    checked,
    shown: ripeProblems(checked.problems, document, left.has(step)),
    plan,
    steps,
    step,
    /** The step of the rail that is open. */
    railStep: step === 'details' ? 'service' : step,
    next: order[index + 1],
    back: order[index - 1],
    go: (id: string) => goExactly(id === 'service' && service.type !== undefined ? 'details' : id),
    goExactly,
    stepOf,
    firstWrong: railIds.find(hasError),
    setName: (next: string) => setName(wizard, dataFolder, next),
    setWhere: (where: string) => setWhere(wizard, where),
    setAddress: (next: string, nextKey: AddressKey = key) =>
      wizard.set({ text: withAddress(wizard.read().text, nextKey, next) }),
    setMethod(next: string) {
      const kept = methods.find((each) => each.method === next)?.fields.map((field) => field.key) ?? []
      const sections = methods.flatMap((each) => each.fields.filter((field) => field.kind === 'section'))
      wizard.change([
        { kind: 'set', path: ['onboarding', 'join_method'], value: next },
        ...sections
          .filter((section) => !kept.includes(section.key))
          .map((section) => ({ kind: 'remove' as const, path: ['onboarding', section.key] })),
      ])
    },
    /** What was pasted takes the place of the text; name and roles stay. */
    useImport(text: string) {
      const { answers: now } = wizard.read()
      const hasPins = text.includes('ca_pins')
      wizard.set({
        text: complete(text, storageDestination.folder),
        answers: { ...now, pin: hasPins ? 'used' : '' },
      })
    },
    setPins(next: readonly string[], decision: 'used' | 'without' | '') {
      const path = ['onboarding', 'ca_pins']
      wizard.change([next.length === 0 ? { kind: 'remove', path } : { kind: 'set', path, value: next }])
      wizard.answer('pin', decision)
    },
  }
}

export type NewBotModel = ReturnType<typeof useNewBot>

function stepOf(problem: Problem): RailId | undefined {
  const { path } = problem
  if (path === 'auth_server' || path === 'proxy_server' || isWithin(path, 'onboarding.ca_pins'))
    return 'cluster'
  if (isWithin(path, 'onboarding') || path === 'join_uri') return 'proof'
  if (isWithin(path, 'storage')) return 'storage'
  return isWithin(path, 'services') ? 'service' : undefined
}

/** The newest known version the cluster is not older than; the newest when nothing is known. */
function targetOf(version: string | undefined): TargetVersion {
  const major = Number(/^v?(\d+)\./.exec(version ?? '')?.[1])
  if (Number.isNaN(major)) return newestTarget
  return targetVersions.findLast((each) => each <= major) ?? targetVersions[0]
}

function useTakenNames(): ReadonlySet<string> {
  const bots = useFleetStore((state) => state.view?.bots)
  return useMemo(() => new Set(bots?.map((bot) => bot.name)), [bots])
}

function firstFreeName(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) if (!taken.has(`bot-${number}`)) return `bot-${number}`
}

function nameProblem(name: string, taken: ReadonlySet<string>): string | undefined {
  if (!/^[\w.-]+$/.test(name)) return texts.nameRule
  return taken.has(name) ? texts.nameTaken(name) : undefined
}

function useStorageOwner(folder: string): string | undefined {
  const same = folder.replace(/\/+$/, '')
  return useFleetStore((state) =>
    same === ''
      ? undefined
      : state.view?.bots.find((bot) => bot.storagePath?.replace(/\/+$/, '') === same)?.name,
  )
}

/** Another name; folders that were suggested with the old one follow it. */
function setName(wizard: Wizard, dataFolder: string, name: string): void {
  const { text, answers } = wizard.read()
  const before = `${dataFolder}/bots/${answers['name'] ?? ''}/`
  const after = `${dataFolder}/bots/${name}/`
  const isName = /^[\w.-]*$/.test(name)
  wizard.set({
    text: isName ? text.replaceAll(before, after) : text,
    answers: {
      ...answers,
      name,
      ...(isName && answers['suggested'] !== undefined
        ? { suggested: answers['suggested'].replace(before, after) }
        : {}),
    },
  })
}

/** A pasted text with what the steps need: a storage folder of this bot's own. */
function complete(text: string, storage: string): string {
  const document = openDocument(text)
  if (document === undefined || document.valueAt(['storage']) !== undefined) return text
  return edited(text, [{ kind: 'set', path: ['storage'], value: { type: 'directory', path: storage } }])
}

/** The other kind of cluster: its address, pins and token begin again. */
function setWhere(wizard: Wizard, where: string): void {
  const { text, answers } = wizard.read()
  if (answers['where'] === where) return
  const empty = edited(withAddress(text, 'proxy_server', ''), [
    { kind: 'set', path: ['onboarding', 'join_method'], value: 'token' },
    { kind: 'set', path: ['onboarding', 'token'], value: null },
    { kind: 'remove', path: ['onboarding', 'ca_pins'] },
  ])
  wizard.set({ text: empty, answers: { ...answers, where, pin: '' } })
}

/** The local cluster fills in its address, its authority and where the token will stand, as soon as it runs. */
function useLocalCluster(wizard: Wizard, isLocal: boolean, cluster: ClusterView | undefined): void {
  const fill = useEffectEvent((address: string, pins: readonly string[]) => {
    const { text, answers } = wizard.read()
    const filled = edited(withAddress(text, 'auth_server', address), [
      { kind: 'set', path: ['onboarding', 'join_method'], value: 'token' },
      { kind: 'set', path: ['onboarding', 'token'], value: tokenToCome },
      ...(pins.length === 0 ? [] : [{ kind: 'set' as const, path: ['onboarding', 'ca_pins'], value: pins }]),
    ])
    wizard.set({ text: filled, answers: { ...answers, pin: 'used' } })
  })
  const dropLostToken = useEffectEvent(() => {
    if (textAt(wizard.document, 'onboarding', 'token') !== tokenToCome) return
    wizard.change([{ kind: 'set', path: ['onboarding', 'token'], value: null }])
    wizard.answer('tokenLost', 'yes')
  })
  const isRunning = cluster?.state === 'running'
  const address = cluster?.address
  const pins = cluster?.caPins?.join(' ')
  useEffect(() => {
    if (isLocal && isRunning && address !== undefined)
      fill(
        address,
        (pins ?? '').split(' ').filter((pin) => pin !== ''),
      )
  }, [address, isLocal, isRunning, pins])
  useEffect(() => {
    // A token that was typed before a reload is not kept; dots in its place would look like one.
    if (!isLocal) dropLostToken()
  }, [isLocal])
}

/** The key beside the field follows what answered. */
function useProbedKey(wizard: Wizard, probe: Probe | undefined, key: AddressKey): void {
  const rename = useEffectEvent((wanted: AddressKey) => {
    const { address } = addressIn(wizard.document)
    if (key !== wanted) wizard.set({ text: withAddress(wizard.read().text, wanted, address) })
  })
  const kind = probe?.kind
  useEffect(() => {
    if (kind !== undefined) rename(kind === 'auth' ? 'auth_server' : 'proxy_server')
  }, [kind])
}
