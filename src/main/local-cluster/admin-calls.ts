import { AppError, errorCodes } from '../../shared/errors.ts'
import type { ErrorDetails, SerializedError } from '../../shared/errors.ts'
import type { ClusterAdministration, ClusterInfo } from './model.ts'
import { Section } from './resources/section.ts'

/** A command of the AdminService: its payload is the arguments as a JSON object. */
type AdminCommand = (
  administration: ClusterAdministration & { status(): Promise<ClusterInfo> },
  payload: Section,
) => Promise<unknown>

/** Every command by its name on the wire. */
const commands = {
  status: (cluster) => cluster.status(),
  addBot: (cluster, payload) =>
    cluster.addBot({ name: payload.requiredText('name'), roles: payload.texts('roles') ?? [] }),
  removeBot: (cluster, payload) => cluster.removeBot(payload.requiredText('name')),
  unlockBot: (cluster, payload) => cluster.unlockBot(payload.requiredText('name')),
  listBots: (cluster) => cluster.listBots(),
  addToken: (cluster, payload) =>
    cluster.addToken({
      bot: payload.requiredText('bot'),
      ttlMs: payload.integer('ttlMs') ?? 0,
      singleUse: payload.flag('singleUse') ?? false,
    }),
  removeToken: (cluster, payload) => cluster.removeToken(payload.requiredText('nameOrId')),
  listTokens: (cluster) => cluster.listTokens(),
  get: (cluster, payload) => cluster.get(payload.requiredText('kind'), payload.text('name')),
  create: (cluster, payload) =>
    cluster.create(payload.requiredText('yamlText'), { force: payload.flag('force') ?? false }),
  remove: (cluster, payload) => cluster.remove(payload.requiredText('kind'), payload.requiredText('name')),
} satisfies Record<string, AdminCommand>

export type CommandName = keyof typeof commands

/** Runs a command and writes its outcome as JSON: `{ok: true, value}` or `{ok: false, error}`. */
export async function answerCommand(
  administration: ClusterAdministration & { status(): Promise<ClusterInfo> },
  name: string,
  payloadJson: string,
): Promise<string> {
  try {
    if (!isCommand(name)) throw new AppError('usage.bad-argument', `unknown command ${JSON.stringify(name)}`)
    const payload = new Section(parseJson(payloadJson), '')
    const value = await commands[name](administration, payload)
    return JSON.stringify({ ok: true, value: value ?? null })
  } catch (error) {
    return JSON.stringify({ ok: false, error: AppError.from(error).serialize() })
  }
}

/** The value of an outcome, or its error thrown again. Values come from our own program and are not checked further. */
export function readOutcome(text: string): unknown {
  const outcome = new Section(parseJson(text), '')
  if (outcome.flag('ok') === true) return outcome.values['value']
  throw AppError.deserialize(readError(outcome.child('error')))
}

function readError(error: Section | undefined): SerializedError {
  const code = errorCodes.find((each) => each === error?.text('code')) ?? 'internal.unexpected'
  return {
    code,
    message: error?.text('message') ?? 'the cluster failed',
    // Written by serialize() on the other side, whose details are plain data.
    details: (error?.child('details')?.values ?? {}) as ErrorDetails,
    retryable: error?.flag('retryable') ?? false,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('cluster.malformed-answer', 'not JSON', { cause })
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}
