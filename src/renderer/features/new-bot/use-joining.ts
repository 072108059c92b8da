import { useMemo } from 'react'
import { joinMethodKinds, storageField } from '../../../shared/config/form/index.ts'
import type { Problem, TargetVersion } from '../../../shared/config/problem.ts'
import { useLiveAnswer } from '../../bridge/use-live-answer.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { useClusterStore } from '../../stores/cluster-store.ts'
import { useDestination } from '../../wizard/destination/use-destination.ts'
import type { Checked } from '../../wizard/use-checked.ts'
import type { Wizard } from '../../wizard/use-wizard.ts'
import { useStorageOwner } from './bot-names.ts'
import { addressIn, textAt } from './bot-text.ts'
import type { actsOf } from './new-bot-acts.ts'

const probeDelayMs = 600
const addressPattern = /^[^\s:]+(:\d+)?$|^\[[^\]]+\](:\d+)?$/

/** What the steps about cluster, proof and storage need, of a new bot or of one that exists. */
export interface JoinModel
  extends
    Omit<ReturnType<typeof useAddress>, 'shownName'>,
    ReturnType<typeof useMethod>,
    ReturnType<typeof useStorage>,
    Pick<ReturnType<typeof actsOf>, 'setWhere' | 'setAddress' | 'setMethod' | 'setPins'> {
  readonly wizard: Wizard
  readonly target: TargetVersion
  /** In Teleport. */
  readonly name: string
  readonly roles: readonly string[]
  readonly checked: Checked
  /** The problems of steps that were left. */
  readonly shown: readonly Problem[]
}

/** The kind of cluster, the address as written, what answers there, and the pins of its authority. */
export function useAddress({ document, answers }: Wizard) {
  const cluster = useClusterStore((state) => state.view)
  const isLocal = answers['where'] === 'local'
  const { key, address } = addressIn(document)
  const isAsked = !isLocal && addressPattern.test(address)
  const probe = useLiveAnswer('probe:cluster', isAsked ? { address } : undefined, probeDelayMs)
  const pins = document?.valueAt(['onboarding', 'ca_pins'])
  return {
    isLocal,
    cluster,
    key,
    address,
    probe,
    pins: Array.isArray(pins) ? pins.map(String) : [],
    shownName: isLocal ? (cluster?.name ?? texts.local) : (probe.value?.clusterName ?? address),
  }
}

/** The join method as written, and the ones there are. */
export function useMethod({ document }: Wizard, target: TargetVersion) {
  const methods = useMemo(() => joinMethodKinds(target), [target])
  const method = textAt(document, 'onboarding', 'join_method') || 'token'
  return {
    methods,
    method,
    methodKind: methods.find((each) => each.method === method),
    token: textAt(document, 'onboarding', 'token'),
  }
}

/** The bot's own folder, and which other one has it already. */
export function useStorage(wizard: Wizard, target: TargetVersion, bot?: string) {
  const storage = useMemo(
    () => ({ path: ['storage'], service: undefined, variants: storageField(target).variants ?? [] }),
    [target],
  )
  const storageDestination = useDestination(wizard, storage)
  const storageOwner = useStorageOwner(storageDestination.folder, bot)
  return { storage, storageDestination, storageOwner }
}
