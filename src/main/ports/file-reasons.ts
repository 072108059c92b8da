/** Words for the errors of a file system, by Node's code. */
export const fileReasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOSPC: 'no space left',
  EDQUOT: 'no space left for this account',
  EROFS: 'a read-only file system',
}
