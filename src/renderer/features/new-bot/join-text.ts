import { isMapValue, openDocument } from '../../../shared/config/edit/index.ts'
import type { Change, ConfigDocument } from '../../../shared/config/edit/model.ts'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { edited } from '../../wizard/edited.ts'
import { addressIn, textAt } from './bot-text.ts'

type Answers = Readonly<Record<string, string>>

/** The keys that say which cluster a bot joins, and how. */
const joinKeys: readonly string[] = ['auth_server', 'proxy_server', 'join_uri', 'insecure', 'onboarding']

/** The text without a cluster: what is left joins with a token, where an address and one are still to come. */
export function withoutJoin(text: string): string {
  const onboarding = entriesOf(openDocument(text), 'onboarding')
  return edited(text, [
    ...joinKeys.filter((key) => key !== 'onboarding').map((key) => remove(key)),
    ...Object.keys(onboarding)
      .filter((key) => key !== 'join_method')
      .map((key) => remove('onboarding', key)),
    { kind: 'set', path: ['onboarding', 'join_method'], value: 'token' },
  ])
}

/** The text, but joining as `base` does, byte for byte. */
export function withJoinOf(base: string, text: string): string {
  const [before, now] = [entriesOf(openDocument(base)), entriesOf(openDocument(text))]
  const others = (entries: typeof now) => Object.entries(entries).filter(([key]) => !joinKeys.includes(key))
  // What is equal stays as it is written.
  return edited(base, [
    ...others(before).flatMap(([key]) => (Object.hasOwn(now, key) ? [] : [remove(key)])),
    ...others(now).map(([key, value]) => ({ kind: 'set' as const, path: [key], value })),
  ])
}

/** Whether a bot of this file joins the local cluster that runs now. */
export function isInCluster(document: ConfigDocument | undefined, cluster: ClusterView | undefined): boolean {
  const { key, address } = addressIn(document)
  if (cluster?.state !== 'running' || key !== 'auth_server' || address !== cluster.address) return false
  const pins = document?.valueAt(['onboarding', 'ca_pins'])
  const isPinned = Array.isArray(pins) && pins.length > 0
  return (
    textAt(document, 'onboarding', 'join_method') === 'token' &&
    (!isPinned || pins.some((pin) => cluster.caPins?.includes(String(pin))))
  )
}

/** The kind of cluster an existing bot was in when the wizard was opened. */
export function homeOf(answers: Answers): string {
  return answers['home'] ?? 'teleport'
}

/** Whether the wizard ends with a new token of the local cluster: for each bot that comes to it, and where one was asked for. */
export function makesToken(answers: Answers): boolean {
  return answers['where'] === 'local' && (homeOf(answers) !== 'local' || answers['token'] === 'new')
}

function entriesOf(document: ConfigDocument | undefined, ...path: readonly string[]) {
  const value = document?.valueAt(path)
  return isMapValue(value) ? value : {}
}

function remove(...path: readonly string[]): Change {
  return { kind: 'remove', path }
}
