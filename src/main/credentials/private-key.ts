import { createPrivateKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { attempt, supportedKey } from './keys.ts'
import { isOpenSshPrivateKey, parseOpenSshPrivateKey } from './openssh-private-key.ts'
import { readPemText } from './pem.ts'
import type { PemBlock } from './pem.ts'

/** Twice what an RSA key of 16384 bits takes. */
const maxBytes = 20_000

/** Reads a text with exactly one private key: PKCS#8, PKCS#1, SEC 1 or OPENSSH, unencrypted. Other blocks are passed over. */
export function parsePrivateKey(pem: string): KeyObject {
  const blocks = readPemText(pem).blocks.filter((block) => block.label.endsWith('PRIVATE KEY'))
  const [block] = blocks
  if (block === undefined || blocks.length > 1) {
    throw new AppError('credential.malformed', `expected one private key, found ${blocks.length}`)
  }
  return readPrivateKeyBlock(block)
}

/** Reads a private key by its content, whatever the block is called (teleport-wire.md 6.2). */
export function readPrivateKeyBlock({ der }: PemBlock): KeyObject {
  if (der.length > maxBytes) throw new AppError('credential.malformed', 'the private key is too large')
  if (isOpenSshPrivateKey(der)) return supportedKey(parseOpenSshPrivateKey(der))
  const key = Buffer.from(der)
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    const read = attempt(() => createPrivateKey({ key, format: 'der', type }))
    if (read) return supportedKey(read)
  }
  // The reader's own message is left out: it may quote what it read.
  throw new AppError('credential.malformed', 'not a readable private key')
}
