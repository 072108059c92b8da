import type { ServiceState } from '../../shared/contract/bots.ts'
import type { BotView } from '../../shared/contract/views.ts'
import type { ErrorCode, ErrorDetails, SerializedError } from '../../shared/errors.ts'
import { botOf, serviceOf } from './scenario-bots.ts'

const minute = 60_000

function errorOf(
  code: ErrorCode,
  message: string,
  details: ErrorDetails,
  retryable = false,
): SerializedError {
  return { code, message, details, retryable }
}

/** A bot whose one service has the error; the engine repeats it as the bot's, as it does in real life. */
function withServiceError(now: number, name: string, error: SerializedError, state: ServiceState): BotView {
  const service = serviceOf(now, 'certs', {
    type: 'application',
    target: 'grafana-example',
    state,
    error,
    reason: error.message,
    left: 23.2 * minute,
    path: '/srv/certs',
    ...(error.retryable ? { retryInMs: 42_000 } : {}),
  })
  return botOf(now, name, {
    state: state === 'unhealthy' ? 'unhealthy' : 'degraded',
    services: [serviceOf(now, 'identity-1'), service],
    error,
    reason: error.message,
  })
}

/** A bot whose engine gave up, or whose own identity is in trouble. */
function withOwnError(
  now: number,
  name: string,
  error: SerializedError,
  options: { state: 'unhealthy' | 'locked' | 'degraded'; isNew?: boolean },
): BotView {
  const bot = botOf(now, name, {
    state: options.state,
    error,
    reason: error.message,
    services: [serviceOf(now, 'certs', options.isNew ? { state: 'starting' } : {})],
  })
  const { identity: _identity, ...engine } = bot.engine
  return options.isNew ? { ...bot, engine } : bot
}

/** One bot for each error of interface.md 7 that a bot can have, named by the code. */
export function errorBots(now: number): readonly BotView[] {
  const refused = { reason: 'token was refused', status: 'PermissionDenied' }
  const destination = { key: 'services[1].destination', path: '/srv/certs' }
  const own = (
    code: ErrorCode,
    message: string,
    details: ErrorDetails,
    state: 'unhealthy' | 'locked' | 'degraded',
    isNew = false,
  ) => withOwnError(now, code, errorOf(code, message, details, code.startsWith('cluster.')), { state, isNew })
  const served = (
    code: ErrorCode,
    message: string,
    details: ErrorDetails,
    state: ServiceState,
    retryable = false,
  ) => withServiceError(now, code, errorOf(code, message, details, retryable), state)
  const port = botOf(now, 'diagnostics.port-in-use')
  return [
    own(
      'cluster.unreachable',
      'the cluster cannot be reached: connect ECONNREFUSED',
      { reason: 'connect ECONNREFUSED', status: 'Unavailable' },
      'degraded',
    ),
    own(
      'identity.generation-mismatch',
      'renewable certificate generation mismatch',
      { expected: 43, got: 41 },
      'locked',
    ),
    own('join.token-used', 'the join was refused: token already used', refused, 'unhealthy', true),
    own('join.token-unknown', 'the join was refused: token not found', refused, 'unhealthy', true),
    own('join.token-expired', 'the join was refused: token expired', refused, 'unhealthy', true),
    own(
      'join.ca-pin-mismatch',
      'the server shows an authority that is not pinned',
      {
        pinned: [`sha256:${'11'.repeat(32)}`],
        shown: [`sha256:${'4e0b'.repeat(16)}`],
        address: '127.0.0.1:3025',
      },
      'unhealthy',
      true,
    ),
    own(
      'storage.in-use',
      '/var/lib/botdesk/ci is in use by tbot (process 1841)',
      { path: '/var/lib/botdesk/ci', pid: 1841, program: 'tbot', host: 'build-7', since: now - 90 * minute },
      'locked',
    ),
    own(
      'clock.skew',
      'this computer’s clock is 10920 s behind the cluster',
      { skewMs: 10_920_000 },
      'degraded',
    ),
    served(
      'destination.permission-denied',
      'no permission at /srv/certs for user deploy',
      { ...destination, place: '/srv/certs', owner: 'postgres', mode: '0700', user: 'deploy' },
      'unhealthy',
      true,
    ),
    served(
      'destination.disk-full',
      'no space left at /srv/certs',
      { ...destination, freeBytes: 0, totalBytes: 40_000_000_000 },
      'unhealthy',
      true,
    ),
    served(
      'destination.symlink',
      '/srv/certs is a symbolic link to /tmp/x',
      { ...destination, link: '/srv/certs', target: '/tmp/x' },
      'unhealthy',
    ),
    served(
      'credential.short-grant',
      'asked for 60 min, got 15 min',
      { requestedMs: 3_600_000, grantedMs: 899_600, renewalIntervalMs: 1_200_000, renewAfterMs: 600_000 },
      'degraded',
    ),
    served(
      'service.not-supported',
      'services of the type database do not run here yet',
      { type: 'database' },
      'unhealthy',
    ),
    {
      ...port,
      engine: {
        ...port.engine,
        diagnostics: {
          kind: 'failing',
          address: '127.0.0.1:3001',
          error: errorOf(
            'diagnostics.port-in-use',
            '127.0.0.1:3001 is taken by another program',
            { address: '127.0.0.1:3001' },
            true,
          ),
          nextAt: now + 8000,
        },
      },
    },
  ]
}
