import type { Files } from '../ports/files.ts'
import { readTextFile } from '../ports/text-file.ts'

/** The file system a path is on. */
export interface Mount {
  /** `ext4`, `nfs4`, … */
  readonly type: string
  readonly isNetwork: boolean
  readonly isReadOnly: boolean
  /** Its content is gone after a restart of the computer. */
  readonly isVolatile: boolean
}

const network =
  /^(?:nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|9p|ceph|glusterfs|lustre|gpfs|ocfs2|gfs2|fuse\.(?:sshfs|glusterfs|s3fs|rclone|ceph|nfs|gcsfuse|mount-s3|juicefs))$/

/** What Linux says of the mount that holds an absolute path; undefined elsewhere. */
export async function mountOf(files: Files, path: string): Promise<Mount | undefined> {
  const text = await readTextFile(files, '/proc/self/mounts').catch(() => undefined)
  if (text === undefined) return undefined
  let best: { readonly place: string; readonly mount: Mount } | undefined
  for (const line of text.split('\n')) {
    const [, escaped = '', type = '', options = ''] = line.split(' ')
    const place = escaped.replace(/\\(\d{3})/g, (_all, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    )
    const isAbove = place === '/' || path === place || path.startsWith(`${place}/`)
    // A later line covers an earlier one at the same place.
    if (place === '' || !isAbove || place.length < (best?.place.length ?? 0)) continue
    best = {
      place,
      mount: {
        type,
        isNetwork: network.test(type),
        isReadOnly: options.split(',').includes('ro'),
        isVolatile: type === 'tmpfs' || type === 'ramfs',
      },
    }
  }
  return best?.mount
}
