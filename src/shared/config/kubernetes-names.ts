// Rules of the API server that are no part of its schemas ("Object Names and IDs").
const part = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?'
const label = new RegExp(`^${part}$`)
const subdomain = new RegExp(`^${part}(?:\\.${part})*$`)

/** What a name of an object has, in words that follow "takes" or "has". */
export const kubernetesNameRules = {
  namespace: 'up to 63 lower-case letters, digits and dashes, no dash at either end',
  name: 'up to 253 lower-case letters, digits, dashes and dots, a letter or digit at both ends',
} as const

/** True for what the API server takes as a namespace: a DNS label (RFC 1123). */
export function isKubernetesNamespace(text: string): boolean {
  return text.length <= 63 && label.test(text)
}

/** True for what the API server takes as the name of a Secret: a DNS subdomain (RFC 1123). */
export function isKubernetesName(text: string): boolean {
  return text.length <= 253 && subdomain.test(text)
}
