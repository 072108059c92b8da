import type { CredentialLife, IdentitySnapshot } from '../../shared/contract/bots.ts'
import { AppError } from '../../shared/errors.ts'
import { parseTlsCertificate } from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import type { ServiceReport } from './status-board.ts'

/** The report of a bot whose only trouble is the clock of its computer. */
export function skewReport(skewMs: number): ServiceReport {
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const direction = skewMs > 0 ? 'behind' : 'ahead of'
  const error = new AppError('clock.skew', `this computer's clock is ${seconds} s ${direction} the cluster`, {
    details: { skewMs: Math.round(skewMs) },
  })
  return { state: 'degraded', reason: error.message, error }
}

/** What an identity says about the bot, without anything secret. */
export function describeIdentity(
  identity: Identity,
  life: CredentialLife,
  joinMethod: string,
): IdentitySnapshot {
  const { identity: subject, issuer } = parseTlsCertificate(identity.tlsCertificate)
  return {
    clusterName: issuer.organization[0] ?? '',
    userName: subject.userName,
    joinMethod,
    renewable: subject.renewable ?? false,
    roles: subject.roles,
    life,
    ...(subject.generation === undefined ? {} : { certificateGeneration: subject.generation }),
    ...(subject.botInstanceId === undefined ? {} : { botInstanceId: subject.botInstanceId }),
  }
}
