import { globalFlags, sharedFlags } from '../command-flags.ts'
import type { TargetVersion } from '../problem.ts'
import type { ImportPart } from './model.ts'
import { hidden, notUnderstood, shellNote, understood } from './parts.ts'
import type { Variable } from './command-line.ts'
import { isKnownPath } from '../overlay-flags.ts'

const flagVariables = new Map(
  [...globalFlags, ...sharedFlags].flatMap((flag) =>
    flag.variable === undefined ? [] : [[flag.variable, flag.path] as const],
  ),
)

/** Variables that the file can say instead (tbot-config.md 2.3); with the version that knows the key. */
const fileVariables: Readonly<Record<string, string>> = {
  TBOT_REGISTRATION_SECRET: 'onboarding.bound_keypair.registration_secret',
  KUBERNETES_TOKEN_PATH: 'onboarding.kubernetes.token_path',
}

/** Variables of tbot without a place in the file, and what they are for (tbot-config.md 8.7). */
const otherVariables: Readonly<Record<string, string>> = {
  TBOT_CONFIG_PATH: 'Names the file to load. The file itself was not read; import it as well.',
  TBOT_CONFIG: 'Holds a whole file in base64. Decode it, and import the file.',
  TBOT_GITLAB_JWT: 'Holds the proof of a GitLab job; tbot reads it where it runs.',
  TBOT_BOUND_KEYPAIR_STATIC_KEY: 'Holds a key; the file can only name a file with it.',
  TBOT_USE_PROXY_ADDR: 'Has no place in the file; set it where the bot runs.',
  TELEPORT_ANONYMOUS_TELEMETRY: 'Has no place in the file; set it where the bot runs.',
  TELEPORT_NODE_NAME: 'Has no place in the file; set it where the bot runs.',
  POD_NAMESPACE: 'Fills in `namespace` of a Secret where the bot runs; set it there, or write `namespace`.',
  KUBECONFIG: 'Is read where the bot runs; set it there.',
}
const plainVariables = ['TBOT_CONFIG_PATH', 'TBOT_USE_PROXY_ADDR', 'POD_NAMESPACE', 'KUBECONFIG']

/** True for a variable that tbot looks at. */
export function isKnownVariable(name: string): boolean {
  return flagVariables.has(name) || fileVariables[name] !== undefined || otherVariables[name] !== undefined
}

/** What the variables set: those that are flags, and keys of the file; with a part for each. */
export interface ReadVariables {
  readonly parts: readonly ImportPart[]
  readonly flags: Readonly<Record<string, string>>
  readonly keys: readonly { readonly path: string; readonly value: string }[]
}

/** Sorts variables by where they go. A later value of the same name wins, as in a shell. */
export function readVariables(variables: readonly Variable[], target: TargetVersion): ReadVariables {
  const parts: ImportPart[] = []
  const flags: Record<string, string> = {}
  const keys: { path: string; value: string }[] = []
  for (const [name, value] of new Map(variables.map((each) => [each.name, each.value]))) {
    const path = flagVariables.get(name)
    const key = fileVariables[name]
    const other = otherVariables[name]
    if (value === '') parts.push(notUnderstood(name, 'Is empty, which is as good as unset.'))
    else if (path === 'debug') {
      const isOn = /^(?:1|t|true)$/i.test(value)
      if (isOn) flags[name] = value
      parts.push(understood(name, value, path, isOn ? undefined : 'Switches nothing on.'))
    } else if (path !== undefined) {
      flags[name] = value
      parts.push(understood(name, value, path, shellNote(value)))
    } else if (key !== undefined && isKnownPath(key.split('.'), target)) {
      keys.push({ path: key, value })
      parts.push(understood(name, value, key, shellNote(value)))
    } else if (key !== undefined) {
      parts.push(
        notUnderstood(name, `tbot ${target} has no place for it in the file; set it where the bot runs.`),
      )
    } else if (other !== undefined) {
      parts.push(notUnderstood(name, other, plainVariables.includes(name) ? value : hidden(value)))
    } else if (name.startsWith('AWS_')) {
      parts.push(notUnderstood(name, 'Belongs to AWS and is read where the bot runs.', hidden(value)))
    } else parts.push(notUnderstood(name, 'tbot does not know this variable.', hidden(value)))
  }
  return { parts, flags, keys }
}
