import { applyEdits } from '../../../shared/config/index.ts'
import { editsFor, openDocument } from '../../../shared/config/edit/index.ts'
import type { Change, ConfigDocument } from '../../../shared/config/edit/model.ts'
import { dots } from '../../../shared/config/mask-secrets.ts'

export type AddressKey = 'auth_server' | 'proxy_server'

/** The file of a new bot before anything is answered; the order of its keys is that of the steps. */
export function firstText(storage: string): string {
  const text =
    'version: v2\nproxy_server:\nonboarding:\n  join_method: token\n  token:\nstorage:\n  type: directory\n  path:\n'
  return edited(text, [{ kind: 'set', path: ['storage', 'path'], value: storage }])
}

/** The address as written, and under which key. */
export function addressIn(document: ConfigDocument | undefined): {
  readonly key: AddressKey
  readonly address: string
} {
  const auth = textAt(document, 'auth_server')
  const hasAuthKey = document?.rangeOf(['auth_server']) !== undefined
  if (auth !== '' || hasAuthKey) return { key: 'auth_server', address: auth }
  return { key: 'proxy_server', address: textAt(document, 'proxy_server') }
}

/** The text at a path of keys; "" when there is none. */
export function textAt(document: ConfigDocument | undefined, ...path: readonly string[]): string {
  const value = document?.valueAt(path)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Writes an address under the key that fits it; the line stays where it is. */
export function withAddress(text: string, key: AddressKey, address: string): string {
  const other = key === 'auth_server' ? 'proxy_server' : 'auth_server'
  const renamed = renameKey(text, other, key)
  // From nothing: quotes that a half typed address needed would stay.
  const cleared = edited(renamed, [{ kind: 'set', path: [key], value: null }])
  return address === '' ? cleared : edited(cleared, [{ kind: 'set', path: [key], value: address }])
}

/** The text with these changes. */
export function edited(text: string, changes: readonly Change[]): string {
  return applyEdits(text, editsFor(text, changes))
}

/** Another name for a key at the top: its place, value and comment stay. */
function renameKey(text: string, from: string, to: string): string {
  const document = openDocument(text)
  const range = document?.rangeOf([from])
  if (range === undefined) return text
  if (document?.rangeOf([to]) !== undefined) return edited(text, [{ kind: 'remove', path: [from] }])
  return applyEdits(text, [
    {
      startLine: range.startLine,
      startColumn: range.startColumn,
      endLine: range.startLine,
      endColumn: range.startColumn + from.length,
      text: to,
    },
  ])
}

/** Stands for a token that is made at the end, or that was not kept over a reload. */
export const tokenToCome = dots

/** Whether a token was typed here. */
export function isTypedToken(token: string): boolean {
  return token !== '' && token !== tokenToCome
}
