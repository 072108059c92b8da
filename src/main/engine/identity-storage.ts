import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { DestinationConfig } from '../../shared/config/model.ts'
import { AppError } from '../../shared/errors.ts'
import {
  authorizedKeyLine,
  checkIdentity,
  parseAuthorizedKey,
  parsePrivateKey,
  parseSshCertificate,
  parseTlsCertificate,
  privateKeyPem,
  sshPublicKeyBlob,
} from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import type { Destination } from '../destinations/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { Files } from '../ports/files.ts'
import { ArtifactSet } from './artifact-set.ts'
import type { KindedArtifact } from './artifact-set.ts'

/** Authorities in one file are joined with this; it never occurs in PEM or authorized_keys text (teleport-wire.md 7.1). */
const separator = '$'
const required = ['key', 'tlscert', 'key-cert.pub', 'tlscacerts', 'sshcacerts'] as const
/** What a person can do about a damaged identity. */
const wayOut = 'configure a new token to join again, these files are kept'
type RequiredFile = (typeof required)[number]

/** What the storage holds. `tokenHash` is the hash of the token the identity was joined with, when it can be read. */
export type StoredIdentity =
  | { readonly kind: 'none'; readonly tokenHash?: string }
  | { readonly kind: 'identity'; readonly identity: Identity; readonly tokenHash?: string }
  | { readonly kind: 'damaged'; readonly error: AppError; readonly tokenHash?: string }

/** Lower-case hex SHA-256 of the token text, as `tokenhash` holds it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The bot's own identity on disk, in tbot's files (teleport-wire.md 7.1). */
export class IdentityStorage {
  readonly #destination: Destination
  readonly #config: DestinationConfig
  readonly #files: Files
  readonly #set: ArtifactSet

  constructor(options: {
    destination: Destination
    config: DestinationConfig
    files: Files
    processes: { uid: number; userName: string }
    clock: Clock
  }) {
    this.#destination = options.destination
    this.#config = options.config
    this.#files = options.files
    this.#set = new ArtifactSet(options)
  }

  /** Reads what is there. An empty file counts as missing; a part of a set, or parts that do not fit, as damaged. */
  async load(): Promise<StoredIdentity> {
    const texts = new Map<string, string>()
    const problems: string[] = []
    await this.#destination.look(async (view) => {
      for (const name of [...required, 'tokenhash']) {
        try {
          const data = await view.read(name)
          if (data !== undefined && data.byteLength > 0) texts.set(name, new TextDecoder().decode(data))
        } catch (thrown) {
          problems.push(`${name} cannot be read: ${messageOf(thrown)}`)
        }
      }
    })
    const hash = texts.get('tokenhash')?.trim()
    const rest = hash === undefined ? {} : { tokenHash: hash }
    if (problems.length === 0 && required.every((name) => !texts.has(name))) return { kind: 'none', ...rest }
    problems.push(...required.filter((name) => !texts.has(name)).map((name) => `${name} is missing or empty`))
    return { ...readIdentity(texts, problems, this.#place), ...rest }
  }

  /** Writes the whole set, reads it back, and refuses to believe it when the bytes differ. */
  async save(identity: Identity, tokenHash: string, options: { signal: AbortSignal }): Promise<void> {
    await this.#set.write(storedArtifacts(identity, tokenHash), options)
    const changed = await this.changedFiles()
    if (changed.length > 0) {
      throw new AppError('storage.corrupt', `the saved identity does not read back: ${changed.join(', ')}`, {
        details: { path: this.#place, files: changed },
        retryable: true,
      })
    }
  }

  /** Names of files that are no longer as they were saved. */
  async changedFiles(): Promise<string[]> {
    if (await this.#set.isUntouched()) return []
    const { files } = await this.#set.read()
    return files.filter((file) => file.state !== 'verified').map((file) => file.name)
  }

  /** Copies what is there into a new folder inside the storage, so that joining afresh loses nothing. Returns the folder. */
  async setAside(now: number): Promise<string | undefined> {
    if (this.#config.type !== 'directory') return undefined
    const folder = `set-aside-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`
    const symlinks = this.#config.symlinks === 'insecure' ? 'follow' : 'refuse'
    const directory = await this.#files.openDirectory(this.#config.path, { symlinks })
    try {
      await directory.makeDirectory(folder)
      for (const name of [...required, 'key.pub', 'tokenhash']) {
        const data = await this.#destination.read(name).catch(() => undefined)
        if (data) await directory.create(`${folder}/${name}`, data, { mode: 0o600 })
      }
      await directory.sync(folder)
      await directory.sync()
    } catch (thrown) {
      // It is tried again under another name: no half copy of a key stays behind.
      await directory.remove(folder).catch(() => undefined)
      throw thrown
    } finally {
      await directory.close()
    }
    return join(this.#config.path, folder)
  }

  get #place(): string {
    return this.#config.type === 'directory' ? this.#config.path : this.#config.type
  }
}

function readIdentity(
  texts: ReadonlyMap<string, string>,
  problems: string[],
  path: string,
): { kind: 'identity'; identity: Identity } | { kind: 'damaged'; error: AppError } {
  const part = <T>(name: RequiredFile, read: (text: string) => T): T | undefined => {
    const text = texts.get(name)
    if (text === undefined) return undefined
    try {
      return read(text)
    } catch (thrown) {
      problems.push(`${name} is damaged: ${messageOf(thrown)}`)
      return undefined
    }
  }
  const privateKey = part('key', parsePrivateKey)
  const certificate = part('tlscert', parseTlsCertificate)
  const sshCertificate = part('key-cert.pub', (text) => {
    parseSshCertificate(text.trim())
    return text.trim()
  })
  const tlsAuthorities = part('tlscacerts', (text) =>
    text.split(separator).map((pem) => parseTlsCertificate(pem).pem),
  )
  const sshAuthorities = part('sshcacerts', (text) =>
    text.split(separator).map((line) => authorizedKeyLine(parseAuthorizedKey(line.trim()).blob)),
  )
  if (
    !privateKey ||
    !certificate ||
    !sshCertificate ||
    !tlsAuthorities ||
    !sshAuthorities ||
    problems.length
  ) {
    const message = `the stored identity in ${path} is damaged: ${problems.join('; ')}; ${wayOut}`
    return {
      kind: 'damaged',
      error: new AppError('storage.corrupt', message, { details: { path, problems } }),
    }
  }
  const tlsCertificate = certificate.pem
  const identity = { privateKey, tlsCertificate, tlsAuthorities, sshCertificate, sshAuthorities }
  try {
    // Whether it is valid now is for the one who uses it to judge; here only its parts must fit.
    checkIdentity(identity, { at: certificate.notBefore })
  } catch (thrown) {
    const message = `the stored identity in ${path} does not fit together: ${messageOf(thrown)}; ${wayOut}`
    return { kind: 'damaged', error: new AppError('identity.corrupt', message, { details: { path } }) }
  }
  return { kind: 'identity', identity }
}

function storedArtifacts(identity: Identity, tokenHash: string): KindedArtifact[] {
  const text = (name: string, kind: string, content: string): KindedArtifact => ({
    name,
    kind,
    data: Buffer.from(content),
  })
  return [
    text('key', 'private-key', privateKeyPem(identity.privateKey)),
    text('key.pub', 'public-key', `${authorizedKeyLine(sshPublicKeyBlob(identity.privateKey))}\n`),
    text('key-cert.pub', 'ssh-certificate', `${identity.sshCertificate.trim()}\n`),
    text('tlscert', 'tls-certificate', identity.tlsCertificate),
    text('tlscacerts', 'tls-authorities', identity.tlsAuthorities.join(separator)),
    text('sshcacerts', 'ssh-authorities', identity.sshAuthorities.join(separator)),
    text('tokenhash', 'token-hash', tokenHash),
    text('.write-test', 'write-test', ''),
  ]
}

function messageOf(thrown: unknown): string {
  return AppError.from(thrown).message
}
