import { AppError } from '../errors.ts'

/** A destination as the command line writes it, in the keys of the file (tbot-config.md 8.5). */
export interface DestinationKeys {
  readonly type: 'directory' | 'memory' | 'kubernetes_secret'
  readonly path?: string
  readonly name?: string
  readonly namespace?: string
}

/** Reads a path or URI of `--storage`, `--data-dir` or `--destination-dir`; `usage.bad-argument` otherwise. */
export function parseDestinationUri(text: string, flag: string): DestinationKeys {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(\/.*)?$/i.exec(text)
  if (match === null) {
    if (text === '') throw refusal(flag, 'is empty')
    return { type: 'directory', path: text }
  }
  const [, scheme = '', host = '', path = ''] = match
  switch (scheme.toLowerCase()) {
    case 'file':
      if (host !== '' || path === '') throw refusal(flag, 'must be file:///PATH, with three slashes')
      return { type: 'directory', path }
    case 'memory':
      if (host !== '' || path !== '') throw refusal(flag, 'must be memory:// with nothing after it')
      return { type: 'memory' }
    case 'kubernetes-secret': {
      const name = path.slice(1)
      if (name === '') throw refusal(flag, 'must be kubernetes-secret:///NAME')
      return { type: 'kubernetes_secret', name, ...(host === '' ? {} : { namespace: host }) }
    }
    default:
      throw refusal(flag, 'must be a path, file://, memory:// or kubernetes-secret://')
  }
}

function refusal(flag: string, reason: string): AppError {
  return new AppError('usage.bad-argument', `${flag} ${reason}`, { details: { flag } })
}
