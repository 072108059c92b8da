import { randomBytes } from 'node:crypto'
import type { Random } from './random.ts'

/** Chance from the operating system. */
export const systemRandom: Random = {
  float: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  bytes: (count) => new Uint8Array(randomBytes(count)),
}
