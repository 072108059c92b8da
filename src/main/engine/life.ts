import type { CredentialLife } from '../../shared/contract/bots.ts'
import type { Random } from '../ports/random.ts'

/** Certificates are back-dated by this much (teleport-wire.md 5.1). */
const backDatedMs = 60_000
/** Renewal may come up to this part earlier, so that bots started together do not renew together. */
const jitterPart = 0.1
const renewalPart = 2 / 3
/** The alarm window: the last sixth of a life (interface.md 5, LifeBar). */
const alarmPart = 1 / 6
/** Granted less than this part of what was asked counts as short. */
const fullGrantPart = 0.95
/** A clock that is off by less needs nobody's attention (interface.md 3). */
export const tolerableSkewMs = 30_000

/**
 * What a fresh certificate says about the cluster's clock: cluster minus this computer, 0 when the moment of
 * issue lies between request and answer.
 */
export function measureSkew(o: { notBefore: number; askedAt: number; answeredAt: number }): number {
  const issuedAt = o.notBefore + backDatedMs
  // Certificates carry whole seconds.
  if (issuedAt + 1_000 < o.askedAt) return issuedAt + 500 - o.askedAt
  if (issuedAt > o.answeredAt) return issuedAt - o.answeredAt
  return 0
}

/**
 * The life of a certificate in this computer's time. Renewal is due at two thirds of what was really granted,
 * `renewalIntervalMs` at the latest, and up to a tenth earlier by chance.
 */
export function planLife(o: {
  certificate: { readonly notBefore: number; readonly notAfter: number }
  issuedAt: number
  skewMs: number
  requestedMs: number
  renewalIntervalMs: number
  random: Random
}): CredentialLife {
  const shift = Math.abs(o.skewMs) > tolerableSkewMs ? o.skewMs : 0
  const expiresAt = o.certificate.notAfter - shift
  // Certificates carry whole seconds: a part of one is not a shorter grant.
  const grantedMs = Math.max(0, Math.ceil((expiresAt - o.issuedAt) / 1_000) * 1_000)
  const latestMs = Math.min(o.renewalIntervalMs, grantedMs * renewalPart)
  return {
    notBefore: o.certificate.notBefore - shift,
    expiresAt,
    issuedAt: o.issuedAt,
    renewAt: Math.round(o.issuedAt + latestMs * (1 - jitterPart * o.random.float())),
    requestedMs: o.requestedMs,
    grantedMs,
  }
}

/** The life of a certificate somebody wrote earlier: what was asked for then is not known, renewal is due now. */
export function lifeFoundOnDisk(
  { notBefore, notAfter }: { readonly notBefore: number; readonly notAfter: number },
  now: number,
): CredentialLife {
  const issuedAt = notBefore + backDatedMs
  const grantedMs = Math.max(0, notAfter - issuedAt)
  return { notBefore, expiresAt: notAfter, issuedAt, renewAt: now, requestedMs: grantedMs, grantedMs }
}

/** Whether the grant is noticeably shorter than asked. */
export function isShort(life: CredentialLife): boolean {
  return life.grantedMs < life.requestedMs * fullGrantPart
}

/** Whether the certificate ends before `renewal_interval` would have renewed it: files would have had a gap. */
export function leavesGap(life: CredentialLife, renewalIntervalMs: number): boolean {
  return isShort(life) && life.grantedMs <= renewalIntervalMs
}

/** Whether the end is nearer than a sixth of the life. */
export function isInAlarmWindow(life: CredentialLife, now: number): boolean {
  return life.expiresAt - now < life.grantedMs * alarmPart
}
