import { ownRegistrationFile } from './secret-files.ts'
import type { ExportSource, SourceService } from './source.ts'
import type { PlainMap } from './values.ts'
import { mapAt, valueAt } from './values.ts'

const ofServices = [
  ['destination', 'kubeconfig_path'],
  ['proxy_templates_path'],
  ['proxy_command'],
  ['attestors', 'sigstore', 'credentials_path'],
]

/** Names the keys whose files or programs a container does not have; `handed` are those it gets otherwise. */
export function missingFileNotes(source: ExportSource, handed: readonly string[] = []): string[] {
  const { join, values, services } = source
  const sections: Readonly<Record<string, readonly (readonly string[])[]>> = {
    bound_keypair: [
      ['bound_keypair', 'registration_secret_path'],
      ['bound_keypair', 'static_private_key_path'],
    ],
    generic_oidc: [['generic_oidc', 'command']],
  }
  const found = [
    ...written(join.onboarding, 'onboarding', [['ca_path'], ...(sections[join.method] ?? [])]),
    ...written(mapAt(values, 'storage'), 'storage', [['kubeconfig_path']]),
    ...services.flatMap(({ values: own, path }: SourceService) => written(own, path, ofServices)),
  ].filter((path) => !handed.includes(path))
  return found.length === 0
    ? []
    : [
        `The container does not have what these keys name; mount it, or take the key out: ${found.join(', ')}.`,
      ]
}

/** The key of the registration secret, where its file is handed over. */
export function handedKeys(source: ExportSource): string[] {
  return ownRegistrationFile(source) === undefined
    ? []
    : ['onboarding.bound_keypair.registration_secret_path']
}

function written(map: PlainMap, at: string, keys: readonly (readonly string[])[]): string[] {
  return keys.filter((each) => !isEmpty(map, each)).map((each) => `${at}.${each.join('.')}`)
}

function isEmpty(map: PlainMap, keys: readonly string[]): boolean {
  const value = valueAt(map, ...keys)
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
