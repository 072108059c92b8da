/** An error shaped like Node's own: `code` says what went wrong and `path` where, as the caller named it. */
export class FileError extends Error {
  override readonly name = 'FileError'
  readonly code: string
  readonly path: string

  constructor(code: string, path: string, options: { reason?: string; cause?: unknown } = {}) {
    const reason = options.reason === undefined ? '' : `: ${options.reason}`
    super(`${code} at ${path}${reason}`, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.path = path
  }
}

/** A symbolic link stood where none may be; carries the link and where it points. */
export class LinkRefusedError extends FileError {
  readonly target: string

  constructor(link: string, target: string) {
    super('ELOOP', link, { reason: `is a link to ${target}` })
    this.target = target
  }
}
