import { AppError } from '../../shared/errors.ts'

/** `uint32` of RFC 4251 5. */
export function sshUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** `uint64` of RFC 4251 5. */
export function sshUint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}

/** `string` of RFC 4251 5: text is UTF-8. */
export function sshString(value: string | Uint8Array): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([sshUint32(bytes.length), bytes])
}

/** Non-negative `mpint` of RFC 4251 5 from unsigned big-endian bytes. */
export function sshMpint(unsigned: Uint8Array): Buffer {
  const first = unsigned.findIndex((byte) => byte !== 0)
  if (first < 0) return sshUint32(0)
  const digits = unsigned.subarray(first)
  const needsSign = (digits[0] ?? 0) >= 0x80
  return sshString(needsSign ? Buffer.concat([Buffer.of(0), digits]) : digits)
}

/** Reads RFC 4251 data from the front; anything cut, negative or not canonical is `credential.malformed`. */
export class SshReader {
  readonly #bytes: Buffer
  #offset = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes)
  }

  /** How much has been read. */
  get offset(): number {
    return this.#offset
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#bytes.length
  }

  uint32(): number {
    return this.take(4).readUInt32BE()
  }

  uint64(): bigint {
    return this.take(8).readBigUInt64BE()
  }

  bytes(): Buffer {
    return this.take(this.uint32())
  }

  text(): string {
    const bytes = this.bytes()
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch (cause) {
      throw new AppError('credential.malformed', 'ssh text is not utf-8', { cause })
    }
  }

  /** A non-negative mpint as unsigned big-endian bytes without leading zeros. */
  mpint(): Buffer {
    const bytes = this.bytes()
    const [first = 0, second = 0] = bytes
    if (first >= 0x80) throw new AppError('credential.malformed', 'ssh number is negative')
    if (bytes.length > 0 && first === 0 && second < 0x80) {
      throw new AppError('credential.malformed', 'ssh number has needless zeros')
    }
    return first === 0 ? bytes.subarray(1) : bytes
  }

  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#offset) {
      throw new AppError('credential.malformed', 'ssh data ends early')
    }
    this.#offset += length
    return this.#bytes.subarray(this.#offset - length, this.#offset)
  }

  /** Refuses bytes that nothing has read. */
  end(): void {
    if (!this.isAtEnd) throw new AppError('credential.malformed', 'ssh data has bytes after its end')
  }
}
