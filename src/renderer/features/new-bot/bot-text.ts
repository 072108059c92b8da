import type { ConfigDocument } from '../../../shared/config/edit/model.ts'
import { dots } from '../../../shared/config/mask-secrets.ts'
import { edited } from '../../wizard/edited.ts'

export type AddressKey = 'auth_server' | 'proxy_server'

/** The file of a new bot before anything is answered. */
export function firstText(storage: string): string {
  return edited('version: v2\nonboarding:\n  join_method: token\n', [
    { kind: 'set', path: ['storage'], value: { type: 'directory', path: storage } },
  ])
}

/** The address as written, and under which key; a new one is a proxy's. */
export function addressIn(document: ConfigDocument | undefined): {
  readonly key: AddressKey
  readonly address: string
} {
  const auth = textAt(document, 'auth_server')
  return auth === ''
    ? { key: 'proxy_server', address: textAt(document, 'proxy_server') }
    : { key: 'auth_server', address: auth }
}

/** The text at a path of keys; "" when there is none. */
export function textAt(document: ConfigDocument | undefined, ...path: readonly string[]): string {
  const value = document?.valueAt(path)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Writes an address under the key that fits it, from nothing: quotes that a half typed one needed would stay. */
export function withAddress(text: string, key: AddressKey, address: string): string {
  const without = edited(text, [
    { kind: 'remove', path: ['auth_server'] },
    { kind: 'remove', path: ['proxy_server'] },
  ])
  return address === '' ? without : edited(without, [{ kind: 'set', path: [key], value: address }])
}

/** Stands for a token that is made at the end, or that was not kept over a reload. */
export const tokenToCome = dots

/** The same for a bot that exists, where dots are the token of its file; never saved. */
export const tokenToMake = 'made-when-the-wizard-ends'

/** Whether a token was typed here. */
export function isTypedToken(token: string): boolean {
  return token !== '' && token !== tokenToCome && token !== tokenToMake
}

/** The roles that were answered. */
export function rolesIn(answers: Readonly<Record<string, string>>): readonly string[] {
  return (answers['roles'] ?? '').split(' ').filter((role) => role !== '')
}
