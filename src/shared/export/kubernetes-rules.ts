import type { YamlValue } from '../config/edit/model.ts'
import { isKubernetesName, isKubernetesNamespace, kubernetesNameRules } from '../config/kubernetes-names.ts'
import { AppError } from '../errors.ts'
import type { WrittenFolder } from './folders.ts'
import type { ExportSource, SourceService } from './source.ts'
import type { PlainMap } from './values.ts'
import { mapAt, textAt, valueAt } from './values.ts'

// A rule of the API server that is no part of its schemas ("Labels and Selectors").
const labelValue = /^[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?$/

/** The namespace of an option; refused when the API server would. */
export function namespaceOption({ option }: ExportSource): string {
  const namespace = option('namespace')
  if (isKubernetesNamespace(namespace)) return namespace
  throw new AppError('usage.bad-argument', `"namespace" takes ${rules.namespace}`)
}

const rules = {
  ...kubernetesNameRules,
  'key of a label':
    'at most a prefix with a slash, then up to 63 letters, digits, dashes, dots and underscores',
  'value of a label':
    'up to 63 letters, digits, dashes, dots and underscores, a letter or digit at both ends',
} as const

/** Refuses Secrets with names and labels that the API server refuses when the bot writes them. */
export function checkSecrets(services: readonly SourceService[], storage: YamlValue | undefined): void {
  checkDestination(storage, 'storage')
  for (const { path, type, values: own } of services) {
    checkDestination(valueAt(own, 'destination'), `${path}.destination`)
    if (type !== 'kubernetes/argo-cd') continue
    check(isKubernetesNamespace, textAt(own, 'secret_namespace'), `${path}.secret_namespace`, 'namespace')
    // A template says only later what it becomes (tbot-config.md 4.8).
    const labels = mapAt(own, 'secret_labels')
    const plain = Object.keys(labels).filter((key) => !textAt(labels, key).includes('{{'))
    checkLabels(Object.fromEntries(plain.map((key) => [key, textAt(labels, key)])), `${path}.secret_labels`)
  }
}

function checkDestination(destination: YamlValue | undefined, path: string): void {
  if (textAt(destination, 'type') !== 'kubernetes_secret') return
  check(isKubernetesName, textAt(destination, 'name'), `${path}.name`, 'name')
  check(isKubernetesNamespace, textAt(destination, 'namespace'), `${path}.namespace`, 'namespace')
  checkLabels(mapAt(destination, 'labels'), `${path}.labels`)
}

function checkLabels(labels: PlainMap, path: string): void {
  for (const key of Object.keys(labels)) {
    check(isLabelKey, key, path, 'key of a label')
    check(isLabelValue, textAt(labels, key), path, 'value of a label')
  }
}

/** Nothing written is another matter. The text is not repeated: it may be anything. */
function check(
  isGood: (text: string) => boolean,
  text: string,
  path: string,
  what: keyof typeof rules,
): void {
  if (text === '' || isGood(text)) return
  throw refusal(path, `a ${what} has ${rules[what]}`)
}

function refusal(path: string, rule: string): AppError {
  return new AppError('export.not-possible', `Kubernetes refuses ${path}: ${rule}`, { details: { path } })
}

function isLabelKey(text: string): boolean {
  const slash = text.indexOf('/')
  return (slash < 0 || isKubernetesName(text.slice(0, slash))) && isLabelValue(text.slice(slash + 1))
}

function isLabelValue(text: string): boolean {
  return text.length <= 63 && labelValue.test(text)
}

/** Refuses folders that cannot be mounted: the pod has `own` ones, and some names mean something else. */
export function checkFolders(folders: readonly WrittenFolder[], own: readonly string[]): void {
  for (const { path, use, service } of folders) {
    const place = `${service?.path ?? ''}.${use === 'socket' ? 'listen' : 'destination.path'}`
    if (path.includes(':')) throw refusal(place, 'a folder of a container has no colon in its path')
    const taken = path === '/' ? path : own.find((each) => `${path}/`.startsWith(`${each}/`))
    if (taken !== undefined) throw refusal(place, `in a pod ${taken} is taken; choose another folder`)
  }
}
