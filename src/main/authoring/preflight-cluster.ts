import { isAbsolute } from 'node:path'
import type { BotConfig } from '../../shared/config/model.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import { AppError } from '../../shared/errors.ts'
import { caPin, parseCaPin, splitPem } from '../credentials/index.ts'
import type { Files } from '../ports/files.ts'
import { readTextFile } from '../ports/text-file.ts'
import type { StoredIdentity } from './plan-identity.ts'
import type { Finding } from './probe-steps.ts'
import type { Survey } from './probe-survey.ts'

type Verdict = Finding<undefined>

/** What the configuration makes of the authorities that an auth service shows (teleport-wire.md 2.5). */
export async function judgePins(
  files: Files,
  { config, shown }: { config: BotConfig; shown: readonly string[] },
): Promise<Verdict> {
  const { onboarding, insecure, address } = config
  if (insecure) return warning('insecure is set, so whoever answers first gets the token')
  const known =
    onboarding.caPins.length > 0
      ? onboarding.caPins.map((pin) => parseCaPin(pin))
      : await pinsOfFile(files, onboarding.caPath)
  if (known === undefined) {
    return warning(
      onboarding.caPath === undefined
        ? 'No pin is set, so whoever answers first gets the token'
        : `${onboarding.caPath} is not there, so whoever answers first gets the token`,
    )
  }
  if (shown.every((pin) => known.includes(pin))) {
    return done(shown.length === 1 ? 'Shows the pinned authority' : 'Shows pinned authorities only')
  }
  const details = { pinned: known, shown, address: address.address }
  throw new AppError('join.ca-pin-mismatch', 'the cluster shows an authority that is not pinned', { details })
}

async function pinsOfFile(files: Files, path: string | undefined): Promise<readonly string[] | undefined> {
  const text = path === undefined ? undefined : await readTextFile(files, path)
  return text === undefined ? undefined : splitPem(text).map((pem) => caPin(pem))
}

/** Whether the key of the address says what answers there (teleport-wire.md 1.4). */
export function judgeKind(config: BotConfig, kind: Survey['kind']): Verdict | undefined {
  if (config.address.kind === kind) return undefined
  return kind === 'proxy'
    ? warning('A proxy answers at auth_server; name it as proxy_server')
    : { ...warning('An auth service answers at proxy_server; name it as auth_server'), state: 'failed' }
}

/** The target version beside the cluster's (teleport-wire.md 1.2). */
export function judgeVersion(target: TargetVersion, survey: Survey): Verdict {
  const { serverVersion, minClientVersion } = survey
  const server = Number.parseInt(serverVersion, 10)
  const oldest = Number.parseInt(minClientVersion ?? '', 10)
  if (Number.isNaN(server)) {
    return { detail: `The cluster calls its version ${serverVersion}`, state: 'skipped', value: undefined }
  }
  if (target < oldest) {
    return warning(
      `The cluster accepts clients from ${minClientVersion} on; the target is Teleport ${target}`,
    )
  }
  if (target > server) {
    return warning(`The target, Teleport ${target}, is newer than the cluster, ${serverVersion}`)
  }
  return done(`Target Teleport ${target}, cluster ${serverVersion}`)
}

/** Whether Botdesk can join in this way. */
export function judgeJoinMethod(config: BotConfig, identity: StoredIdentity): Verdict {
  const { joinMethod } = config.onboarding
  if (joinMethod !== 'token') {
    throw new AppError('join.method-not-supported', `cannot join with the method ${joinMethod}`, {
      details: { method: joinMethod },
    })
  }
  if (config.address.kind === 'proxy' && !identity.works) {
    throw new AppError('internal.not-supported', 'joining through a proxy is not possible yet', {
      details: { address: config.address.address },
    })
  }
  return done(`Botdesk can join with the method ${joinMethod}`)
}

/** Whether there is a token, as far as that can be known without using it. */
export async function judgeToken(
  files: Files,
  { config, identity }: { config: BotConfig; identity: StoredIdentity },
): Promise<Verdict> {
  if (identity.works) return { detail: identity.note, state: 'skipped', value: undefined }
  const { token, joinMethod } = config.onboarding
  if (joinMethod !== 'token') {
    return { detail: `The method ${joinMethod} uses no token of its own`, state: 'skipped', value: undefined }
  }
  if (token === undefined) {
    throw new AppError('join.token-missing', 'no token is configured', { details: {} })
  }
  if (!isAbsolute(token)) return done('Present, and not used up by this')
  const text = await readTextFile(files, token)
  if (text === undefined || text.trim() === '') {
    throw new AppError('join.token-missing', `the token file ${token} is missing or empty`, {
      details: { path: token },
    })
  }
  return done(`${token} can be read; its token is not used up by this`)
}

function done(detail: string): Verdict {
  return { detail, value: undefined }
}

function warning(detail: string): Verdict {
  return { detail, state: 'warning', value: undefined }
}
