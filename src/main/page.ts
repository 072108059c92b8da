import { join, normalize, sep } from 'node:path'

/** Where a path of the page leads. */
export interface PageFile {
  readonly path: string
  /** A file under `/assets/`, whose name holds a hash of its content. */
  readonly isAsset: boolean
}

/**
 * The file of the built page for a path of its address: hashed files lie under `/assets/`, every other path is a route and
 * gives `index.html`. Contained in the folder after decoding; undefined for a path that leads elsewhere or cannot be read.
 */
export function pageFile(folder: string, urlPath: string): PageFile | undefined {
  const path = decode(urlPath)
  if (path === undefined) return undefined
  const isAsset = path.startsWith('/assets/')
  const full = normalize(join(folder, isAsset ? path : 'index.html'))
  return full.startsWith(normalize(folder) + sep) ? { path: full, isAsset } : undefined
}

/** Content-Security-Policy of the page: everything from here, inline styles because Mantine and Monaco need them. */
export function pagePolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self' blob:",
    ["connect-src 'self'", ...connect].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function decode(urlPath: string): string | undefined {
  try {
    const path = decodeURIComponent(urlPath)
    return path.includes('\0') || path.includes('\\') ? undefined : path
  } catch {
    return undefined
  }
}
