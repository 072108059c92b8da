import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../../../shared/fixtures/identity')

/** What `fixtures/identity/<name>.json` says a parser must find. */
export interface IdentityFacts {
  readonly private_key: { readonly algorithm: string; readonly ssh_fingerprint: string }
  readonly ssh_cert: {
    readonly cert_type: string
    readonly key_id: string
    readonly serial: number
    readonly principals: readonly string[]
    readonly valid_after: string
    readonly valid_before: string
    readonly extensions: Readonly<Record<string, string>>
    readonly critical_options: Readonly<Record<string, string>>
    readonly signed_by_fingerprint: string
  }
  readonly tls_cert: {
    readonly common_name: string
    readonly organization: readonly string[]
    readonly locality: readonly string[]
    readonly teleport_attributes: Readonly<Record<string, readonly string[]>>
    readonly issuer_organization: string
    readonly serial: string
    readonly not_before: string
    readonly not_after: string
    readonly sha256: string
  }
  readonly ssh_cas: readonly { readonly hosts: readonly string[]; readonly fingerprint: string }[]
  readonly tls_cas: readonly { readonly common_name: string; readonly pin: string; readonly sha256: string }[]
}

/** One entry of `variants.json`: the verdict of the official reader. */
export interface IdentityVariant {
  readonly file: string
  readonly sibling?: string
  readonly why: string
  readonly read_text: 'ok' | 'refused'
  readonly read_file: 'ok' | 'refused'
  readonly tls_config?: 'ok' | 'refused'
  readonly ssh_config?: 'ok' | 'refused'
  readonly tls_cas: number
  readonly ssh_cas: number
}

/** Names of the four sound identity fixtures. */
export const identityNames = ['p256', 'ed25519', 'rsa', 'rotation'] as const

/** A moment at which every sound fixture is valid. */
export const fixtureTime = Date.UTC(2030, 0, 2, 3, 30)

export function identityText(name: string): string {
  return readFileSync(join(folder, `${name}.identity`), 'utf8')
}

export function identityFacts(name: string): IdentityFacts {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as IdentityFacts
}

export function identityVariants(): readonly IdentityVariant[] {
  return JSON.parse(readFileSync(join(folder, 'variants.json'), 'utf8')) as IdentityVariant[]
}

/** The long line is not stored: the README of the fixtures says how to make it. */
export function variantText(file: string): string {
  const path = join(folder, file)
  if (existsSync(path) || !file.includes('long-line')) return readFileSync(path, 'utf8')
  return `${'x'.repeat(65_538)}\n${identityText('p256')}`
}
