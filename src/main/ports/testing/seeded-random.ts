import type { Random } from '../random.ts'

/** Chance that a seed repeats exactly (sfc32). Never for secrets. */
export class SeededRandom implements Random {
  #state: [number, number, number, number]

  constructor(seed: number | string) {
    this.#state = [0x9e3779b9, 0x243f6a88, hash(String(seed)), 1]
    for (let warmUp = 0; warmUp < 12; warmUp++) this.#next()
  }

  float(): number {
    return this.#next() / 2 ** 32
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.#next() & 0xff)
  }

  /** A whole number from 0 up to, but not including, `limit`. */
  integer(limit: number): number {
    return Math.floor(this.float() * limit)
  }

  #next(): number {
    const [a, b, c, counter] = this.#state
    const sum = (a + b + counter) | 0
    this.#state = [b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + sum) | 0, (counter + 1) | 0]
    return sum >>> 0
  }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193)
  return value | 0
}
