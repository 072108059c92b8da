import { createHash } from 'node:crypto'
import { isAbsolute } from 'node:path'
import type { BotConfig, DestinationConfig } from '../../shared/config/model.ts'
import { AppError } from '../../shared/errors.ts'
import { parseTlsCertificate } from '../credentials/index.ts'
import { createDestination } from '../destinations/index.ts'
import type { Ports } from '../ports/index.ts'
import { readTextFile } from '../ports/text-file.ts'

/** What the storage of a text holds for it. */
export interface StoredIdentity {
  readonly works: boolean
  /** The fact as a sentence. */
  readonly note: string
}

/** Clocks that differ by less do not make a certificate unusable (tbot-runtime.md 4.3). */
const leewayMs = 60_000
const parts = ['key', 'tlscert', 'key-cert.pub', 'tlscacerts', 'sshcacerts'] as const

/** Whether a start goes on with the identity in its storage (teleport-wire.md 7.2). Takes no lock. */
export async function storedIdentity(
  ports: Pick<Ports, 'files' | 'processes' | 'clock'>,
  config: BotConfig,
): Promise<StoredIdentity> {
  const { storage } = config
  if (storage.type !== 'directory') {
    const place = storage.type === 'memory' ? 'memory' : `the Secret ${storage.name}`
    return { works: false, note: `What ${place} holds cannot be looked at from here, so the bot joins.` }
  }
  try {
    return await judge(ports, config, storage)
  } catch (thrown) {
    return {
      works: false,
      note: `The storage ${storage.path} could not be read: ${AppError.from(thrown).message}.`,
    }
  }
}

async function judge(
  { files, processes, clock }: Pick<Ports, 'files' | 'processes' | 'clock'>,
  config: BotConfig,
  storage: Extract<DestinationConfig, { type: 'directory' }>,
): Promise<StoredIdentity> {
  const { path } = storage
  const place = createDestination(storage, { files, processes, layout: 'plain', key: 'storage' })
  const found = new Map<string, string>()
  await place.look(async (view) => {
    for (const name of [...parts, 'tokenhash']) {
      const data = await view.read(name)
      if (data !== undefined && data.byteLength > 0) found.set(name, new TextDecoder().decode(data))
    }
  })
  const missing = parts.filter((name) => !found.has(name))
  if (missing.length === parts.length)
    return { works: false, note: `There is no identity in ${path} yet, so the bot joins.` }
  if (missing.length > 0)
    return {
      works: false,
      note: `The identity in ${path} is damaged (${missing.join(', ')} missing), so the bot joins.`,
    }
  const token = await tokenOf(files, config)
  const hash = found.get('tokenhash')?.trim()
  if (token !== undefined && hash !== undefined && hash !== sha256(token)) {
    return {
      works: false,
      note: `The identity in ${path} was joined with another token: it is left aside, and the bot joins with the new one.`,
    }
  }
  return validity(path, found.get('tlscert') ?? '', clock.now())
}

function validity(path: string, certificate: string, now: number): StoredIdentity {
  const { notBefore, notAfter } = parseTlsCertificate(certificate)
  const day = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  if (now > notAfter + leewayMs)
    return {
      works: false,
      note: `The identity in ${path} ended ${day(notAfter)} UTC, so the bot joins anew.`,
    }
  if (now < notBefore - leewayMs)
    return {
      works: false,
      note: `The identity in ${path} is not valid before ${day(notBefore)} UTC. Is the clock right?`,
    }
  return {
    works: true,
    note: `The bot goes on with its identity in ${path}, valid until ${day(notAfter)} UTC.`,
  }
}

/** The token as it is sent; undefined when its file cannot be read, which the join itself tells. */
async function tokenOf(files: Ports['files'], { onboarding }: BotConfig): Promise<string | undefined> {
  const { token } = onboarding
  if (token === undefined || !isAbsolute(token)) return token
  const text = await readTextFile(files, token).catch(() => undefined)
  return text?.trim() === '' ? undefined : text?.trim()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
