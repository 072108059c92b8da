import type { KindedArtifact } from '../artifact-set.ts'

/** One text file of a set and what it is. */
export function textArtifact(name: string, kind: string, text: string): KindedArtifact {
  return { name, kind, data: Buffer.from(text) }
}

/** Certificates one after the other, each ended by a newline; empty when there are none. */
export function joinPem(certificates: readonly string[]): string {
  return certificates.map((pem) => `${pem.trim()}\n`).join('')
}
