import type { YamlValue } from '../edit/model.ts'

/** One thing a service writes, told before it runs (tbot-config.md 4.2–4.19, teleport-wire.md 6). */
export interface PlannedFile {
  /** Relative to the destination: `tls.crt`, `cockroach/node.key`; a pattern where names come from the cluster. */
  readonly name: string
  /** The kinds of `ArtifactSnapshot.kind`, e.g. `private-key`. */
  readonly kind: string
  /** What it is, in words. */
  readonly description: string
  /** `file`, `socket` for what listens in the folder, or `secret` for an object of Kubernetes (Argo CD). */
  readonly shape: 'file' | 'socket' | 'secret'
  readonly isSecret: boolean
}

/** A service as far as it is written: the words of its entry, checked or not. */
export interface ServiceSketch {
  readonly type: string
  readonly values: { readonly [key: string]: YamlValue }
}

/** One cell of the table service × destination (tbot-config.md 4.1). */
export interface Compatibility {
  readonly fits: boolean
  /** Why not, or what is lost: "`ssh_config` needs a folder". */
  readonly note?: string
}
