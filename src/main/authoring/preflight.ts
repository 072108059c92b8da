import { resolve } from 'node:path'
import { checkConfig } from '../../shared/config/index.ts'
import { splitHostPort } from '../../shared/config/internet.ts'
import type { BotConfig, DestinationConfig } from '../../shared/config/model.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import type { Preflight } from '../../shared/contract/authoring.ts'
import { AppError } from '../../shared/errors.ts'
import { refuseDots, refuseErrors } from '../fleet/configurations.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import { judgeJoinMethod, judgeKind, judgePins, judgeToken, judgeVersion } from './preflight-cluster.ts'
import { tryDestination, tryStorage } from './preflight-folders.ts'
import { storedIdentity } from './plan-identity.ts'
import { ProbeSteps } from './probe-steps.ts'
import type { Finding } from './probe-steps.ts'
import { surveyCluster } from './probe-survey.ts'

export interface PreflightRequest {
  /** With its secrets. */
  readonly text: string
  readonly target: TargetVersion
  /** What this bot runs with now: its storage and its port are held by itself. */
  readonly running?: BotConfig | undefined
}

/**
 * Everything a start does short of joining (interface.md 6.6): nothing is left behind and no token is sent. Refuses a text with
 * errors with `config.invalid`.
 */
export async function preflight(
  ports: Ports,
  request: PreflightRequest,
  { signal }: { signal: AbortSignal },
): Promise<Preflight> {
  const { text, target } = request
  refuseDots(text)
  refuseErrors(text, target)
  const { config } = checkConfig(text, { target })
  if (config === undefined) throw new AppError('config.invalid', 'the configuration cannot be used')
  const steps = new ProbeSteps({ clock: ports.clock, signal })
  await askCluster(ports, { config, target, steps })
  await lookAtProof(ports, { ...request, config, steps })
  await tryPlaces(ports, { config, running: request.running, steps })
  return { steps: steps.done }
}

async function askCluster(
  ports: Ports,
  { config, target, steps }: { config: BotConfig; target: TargetVersion; steps: ProbeSteps },
): Promise<void> {
  const survey = await surveyCluster(ports, {
    address: config.address.address,
    steps,
    judgePins: (shown) => judgePins(ports.files, { config, shown }),
  })
  if (!survey) return
  const kind = judgeKind(config, survey.kind)
  const path = `${config.address.kind}_server`
  if (kind) steps.note({ name: 'ping', path, state: kind.state ?? 'warning', detail: kind.detail })
  if (survey.kind === 'proxy') {
    const detail = 'A proxy is believed by its certificate; pins are for auth services'
    steps.note({ name: 'pin', state: 'skipped', detail })
  }
  await steps.run({ name: 'version' }, async () => judgeVersion(target, survey))
}

async function lookAtProof(
  ports: Ports,
  o: PreflightRequest & { config: BotConfig; steps: ProbeSteps },
): Promise<void> {
  const { config, steps } = o
  const identity = await storedIdentity(ports, config)
  await steps.run({ name: 'join-method', path: 'onboarding.join_method' }, async () =>
    judgeJoinMethod(config, identity),
  )
  await steps.run({ name: 'token', path: 'onboarding.token' }, () =>
    judgeToken(ports.files, { config, identity }),
  )
}

async function tryPlaces(
  ports: Ports,
  { config, running, steps }: { config: BotConfig; running: BotConfig | undefined; steps: ProbeSteps },
): Promise<void> {
  const storage = { key: 'storage', destination: config.storage }
  const isOwn = running !== undefined && isSameFolder(running.storage, config.storage)
  await steps.run({ name: 'storage', path: 'storage' }, ({ signal }) =>
    tryStorage(ports, { ...storage, isOwn, signal }),
  )
  for (const service of config.services) {
    const path = `${service.path}.destination`
    if (service.type === 'unsupported') {
      const detail = `Botdesk does not run services of type ${service.typeName}`
      steps.note({ name: 'destination', path: service.path, state: 'skipped', detail })
    } else {
      await steps.run({ name: 'destination', path }, ({ signal }) =>
        tryDestination(ports, { key: path, destination: service.destination, signal }),
      )
    }
  }
  const { diagAddr } = config
  if (diagAddr === undefined || config.oneshot) return
  await steps.run({ name: 'diagnostics', path: 'diag_addr' }, () =>
    running?.diagAddr === diagAddr ? heldByItself() : tryListening(ports, diagAddr),
  )
}

function isSameFolder(left: DestinationConfig, right: DestinationConfig): boolean {
  return left.type === 'directory' && right.type === 'directory' && resolve(left.path) === resolve(right.path)
}

async function heldByItself(): Promise<Finding<undefined>> {
  return { detail: 'Held by this bot, which runs', value: undefined }
}

/** Listens for a moment and answers nothing. */
async function tryListening({ network }: Ports, address: string): Promise<Finding<undefined>> {
  const { host, port } = splitHostPort(address) ?? { host: '', port: '' }
  try {
    const listening = await network.serveHttp({
      host,
      port: Number(port),
      handle: (_request, response) => response.destroy(),
    })
    await listening.close()
    return { detail: `${address} is free`, value: undefined }
  } catch (thrown) {
    if (fileErrorCode(thrown) !== 'EADDRINUSE') throw thrown
    throw new AppError('diagnostics.port-in-use', `cannot listen on ${address}: it is taken`, {
      details: { address, port: Number(port) },
      cause: thrown,
    })
  }
}
