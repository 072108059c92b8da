import type { ValueChange } from './change-text.ts'
import { factsOf } from './facts.ts'
import type { ExportOption } from './model.ts'
import type { ExportSource } from './source.ts'
import type { SecretPlace } from './tbot-file.ts'
import { textAt } from './values.ts'

/** Where the join token lies that is not in the bot's file. */
export const tokenFileOption = {
  key: 'token-file',
  label: 'File of the token',
  description: 'Absolute path, readable by the bot only.',
  default: '/etc/tbot/{bot}.token',
  when: 'token-left-out',
} as const satisfies ExportOption

/** The same for the secret of the method bound_keypair. */
export const registrationFileOption = {
  key: 'registration-file',
  label: 'File of the registration secret',
  description: 'Absolute path, for the method bound_keypair.',
  default: '/etc/tbot/{bot}.registration',
  when: 'registration-secret-left-out',
} as const satisfies ExportOption

/** A secret in a file of the computer, which something hands to the bot in a folder of its own. */
export interface HandedSecret {
  /** Its name in that folder. */
  readonly name: 'join-token' | 'registration-secret'
  readonly file: string
  readonly what: 'join token' | 'registration secret'
}

/** The secrets handed to the bot, and what makes its file look for them in the folder. */
export interface HandedSecrets {
  readonly secrets: readonly HandedSecret[]
  readonly token: SecretPlace
  readonly registration: SecretPlace
  readonly changes: readonly ValueChange[]
}

/** The file the token lies in already. A join link that is kept names it itself; without secrets the link is taken apart. */
export function ownTokenFile({ join, withSecrets }: ExportSource): string | undefined {
  return join.tokenIs === 'file' && !(join.usesLink && withSecrets) ? join.token : undefined
}

/** The file the registration secret lies in already. */
export function ownRegistrationFile({ join }: ExportSource): string | undefined {
  const file = textAt(join.onboarding, 'bound_keypair', 'registration_secret_path')
  return join.method === 'bound_keypair' && file.startsWith('/') ? file : undefined
}

/** Makes the bot read its registration secret from another file. */
export function readRegistration(file: string): ValueChange {
  return { kind: 'set', path: ['onboarding', 'bound_keypair', 'registration_secret_path'], value: file }
}

/** Makes the bot read its token from another file. */
export function readToken(file: string): ValueChange {
  return { kind: 'set', path: ['onboarding', 'token'], value: file }
}

/** Hands over what is a secret or lies in a file already; the other files are those of the options above. */
export function handSecrets(source: ExportSource, folder: string): HandedSecrets {
  const { option } = source
  const facts = factsOf(source)
  const ownFile = ownTokenFile(source)
  const tokenFile = ownFile ?? option(tokenFileOption.key)
  const ownRegistration = ownRegistrationFile(source)
  const registrationFile = ownRegistration ?? option(registrationFileOption.key)
  const hasToken = ownFile !== undefined || facts.includes('token-left-out')
  const hasRegistration = ownRegistration !== undefined || facts.includes('registration-secret-left-out')
  return {
    secrets: [
      ...(hasToken ? [{ name: 'join-token', file: tokenFile, what: 'join token' } as const] : []),
      ...(hasRegistration
        ? [{ name: 'registration-secret', file: registrationFile, what: 'registration secret' } as const]
        : []),
    ],
    token: { file: `${folder}/join-token`, putInto: tokenFile },
    registration: { file: `${folder}/registration-secret`, putInto: registrationFile },
    changes: [
      ...(ownFile === undefined ? [] : [readToken(`${folder}/join-token`)]),
      ...(ownRegistration === undefined ? [] : [readRegistration(`${folder}/registration-secret`)]),
    ],
  }
}
