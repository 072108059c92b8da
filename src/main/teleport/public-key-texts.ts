import type { KeyObject } from 'node:crypto'
import { authorizedKeyLine, publicKeyPem, sshPublicKeyBlob } from '../credentials/index.ts'

/** The two text forms of one public key that the older calls ask for (teleport-wire.md 3.3, 4.5). */
export function publicKeyTexts(key: KeyObject): {
  tls: Uint8Array<ArrayBuffer>
  ssh: Uint8Array<ArrayBuffer>
} {
  return {
    tls: Uint8Array.from(Buffer.from(publicKeyPem(key))),
    ssh: Uint8Array.from(Buffer.from(`${authorizedKeyLine(sshPublicKeyBlob(key))}\n`)),
  }
}
