import type { CredentialLife } from '../../shared/contract/bots.ts'
import { AppError } from '../../shared/errors.ts'
import { isInAlarmWindow, leavesGap } from './life.ts'
import type { ServiceReport } from './status-board.ts'

/** A renewal this late is overdue; the usual one takes a second. */
const overdueGraceMs = 60_000

/** What was found when the files were read back. */
export type Proof =
  | { readonly kind: 'proven' }
  /** Files changed, but what they hold still proves itself. */
  | { readonly kind: 'drifted'; readonly error: AppError }
  | { readonly kind: 'failed'; readonly error: AppError }

/** How a service is whose last attempt succeeded. Only what was proven, and has time left, is healthy. */
export function judge(o: {
  life: CredentialLife
  proof: Proof
  /** Why the readers of the files are not let in. */
  shutOut?: AppError | undefined
  now: number
  renewalIntervalMs: number
}): ServiceReport {
  const { life, proof, shutOut, now } = o
  if (now >= life.expiresAt) return expired(life)
  if (proof.kind === 'failed') return { state: 'unhealthy', reason: proof.error.message, error: proof.error }
  if (isInAlarmWindow(life, now)) {
    return { state: 'degraded', reason: `the certificate ends in ${minutes(life.expiresAt - now)}` }
  }
  if (now > life.renewAt + overdueGraceMs) {
    return { state: 'degraded', reason: `renewal is overdue by ${minutes(now - life.renewAt)}` }
  }
  if (proof.kind === 'drifted') {
    return { state: 'degraded', reason: proof.error.message, error: proof.error }
  }
  if (shutOut !== undefined) return { state: 'degraded', reason: shutOut.message, error: shutOut }
  if (leavesGap(life, o.renewalIntervalMs)) {
    const error = shortGrant(life, o.renewalIntervalMs)
    return { state: 'degraded', reason: error.message, error }
  }
  return { state: 'healthy' }
}

/** How a service is whose attempts fail: as well as its last credential, until all attempts are used up. */
export function judgeFailure(o: {
  life: CredentialLife | undefined
  now: number
  error: AppError
  isExhausted: boolean
}): ServiceReport['state'] {
  if (o.isExhausted) return 'unhealthy'
  if (!o.life) return 'starting'
  return o.now >= o.life.expiresAt ? 'unhealthy' : 'degraded'
}

/** What a service whose attempts fail says as time goes on: without a good credential in its files it is not just degraded. */
export function judgeTrouble(
  trouble: ServiceReport,
  o: { life: CredentialLife | undefined; proof: Proof; now: number },
): ServiceReport {
  if (trouble.state !== 'degraded' || o.life === undefined) return trouble
  if (o.now >= o.life.expiresAt) return { ...trouble, state: 'unhealthy' }
  if (o.proof.kind !== 'failed') return trouble
  const { error } = o.proof
  return { ...trouble, state: 'unhealthy', reason: error.message, error }
}

function expired(life: CredentialLife): ServiceReport {
  const expiredAt = new Date(life.expiresAt).toISOString()
  const error = new AppError('credential.expired', `the certificate expired at ${expiredAt}`, {
    details: { expiredAt },
    retryable: true,
  })
  return { state: 'unhealthy', reason: error.message, error }
}

function shortGrant(life: CredentialLife, renewalIntervalMs: number): AppError {
  const { requestedMs, grantedMs } = life
  return new AppError(
    'credential.short-grant',
    `asked for ${minutes(requestedMs)}, got ${minutes(grantedMs)}: shorter than renewal_interval, renewal moved forward`,
    { details: { requestedMs, grantedMs, renewalIntervalMs, renewAfterMs: life.renewAt - life.issuedAt } },
  )
}

function minutes(ms: number): string {
  return ms < 120_000 ? `${Math.max(0, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`
}
