/** Chance that a seed can reproduce. Keys and nonces of certificates come from node:crypto, not from here. */
export interface Random {
  /** Uniform in [0, 1). */
  float(): number
  /** Unpredictable bytes for tokens and ids. */
  bytes(count: number): Uint8Array
}

/** An RFC 9562 version 4 UUID. */
export function randomUuid(random: Random): string {
  const bytes = Buffer.from(random.bytes(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
