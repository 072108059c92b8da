import type { BotView } from '../../../shared/contract/views.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { ownServices } from '../../model/bot-facts.ts'
import type { Trouble } from './trouble.ts'

/** A key of the file that mends an error, and what its button says. */
export interface FileAct {
  readonly label: string
  readonly path: string
  /** How the title of the advice begins it belongs to; without one it stands below all. */
  readonly advice?: string
}

const newToken: FileAct = {
  label: 'Enter a new token',
  path: 'onboarding.token',
  advice: 'Join with a new token',
}

const keys: Readonly<Partial<Record<ErrorCode, FileAct>>> = {
  'config.invalid': { label: 'Open the configuration', path: '' },
  'join.ca-pin-mismatch': { label: 'Edit the pins', path: 'onboarding.ca_pins' },
  'join.ca-pin-malformed': { label: 'Edit the pins', path: 'onboarding.ca_pins' },
  'join.token-expired': newToken,
  'join.token-used': newToken,
  'join.token-unknown': newToken,
  'join.token-missing': newToken,
  'join.refused': newToken,
  'join.method-not-supported': {
    label: 'Edit the join method',
    path: 'onboarding.join_method',
    advice: 'Use a token',
  },
  'identity.generation-mismatch': {
    label: 'Join again with a new token',
    path: 'onboarding.token',
  },
  'identity.locked': { label: 'Enter a new token', path: 'onboarding.token' },
  'identity.expired': newToken,
  'identity.corrupt': newToken,
  'storage.corrupt': newToken,
  'storage.in-use': { label: 'Edit storage.path', path: 'storage.path', advice: 'Use another folder' },
  'diagnostics.port-in-use': { label: 'Use another port', path: 'diag_addr' },
  'diagnostics.address-malformed': { label: 'Edit the address', path: 'diag_addr' },
}

/** The keys of the file that can mend a trouble, the best first. */
export function fileActsOf(bot: BotView, { error, service }: Trouble): readonly FileAct[] {
  const index = service ? ownServices(bot).indexOf(service) : -1
  const place = index < 0 ? '' : `services[${index}]`
  const key = error.details['key']
  const destination = typeof key === 'string' ? key : `${place}.destination`
  const chosen = keys[error.code]
  if (chosen) return [chosen]
  switch (error.code) {
    case 'destination.symlink':
      return [
        { label: 'Edit the path', path: `${destination}.path`, advice: 'Use the real path' },
        { label: 'Edit symlinks', path: `${destination}.symlinks`, advice: 'Allow links' },
      ]
    case 'destination.not-supported':
      return [{ label: 'Edit the destination', path: destination, advice: 'Write to a folder' }]
    case 'destination.readers-shut-out':
      return [
        { label: 'Edit the readers', path: `${destination}.readers`, advice: 'Write names' },
        { label: 'Edit acls', path: `${destination}.acls`, advice: 'Go on without readers' },
      ]
    case 'credential.short-grant':
      return [
        { label: 'Set renewal_interval', path: `${place}.renewal_interval`, advice: 'Set renewal_interval' },
      ]
    case 'service.not-supported':
    case 'service.not-found':
      return [{ label: 'Edit this service', path: place }]
    case 'cluster.unreachable':
    case 'cluster.timeout':
    case 'cluster.malformed-answer':
      return [{ label: 'Edit the address', path: bot.address === undefined ? '' : 'auth_server' }]
    default:
      return error.code.startsWith('destination.')
        ? [{ label: 'Edit destination.path', path: `${destination}.path`, advice: 'Write somewhere else' }]
        : []
  }
}

/** Errors that stay as long as the file, or the cluster, says the same: trying again is no act. */
const unmendable: ReadonlySet<ErrorCode> = new Set([
  'config.invalid',
  'credential.short-grant',
  'destination.not-supported',
  'join.method-not-supported',
  'service.not-supported',
])

/** Whether trying again can help. */
export function canTryAgain(code: ErrorCode): boolean {
  return !unmendable.has(code)
}
