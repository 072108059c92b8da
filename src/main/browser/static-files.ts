import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
}

export interface StaticFile {
  readonly type: string
  readonly data: Uint8Array
  /** Its name holds a hash of its content. */
  readonly immutable: boolean
}

/**
 * A file of the built page: hashed files lie under `/assets/`, every other path is a route of the page and gives
 * `index.html`. Contained in the folder after decoding; undefined for what is not there.
 */
export async function readStaticFile(folder: string, urlPath: string): Promise<StaticFile | undefined> {
  const path = decode(urlPath)
  if (path === undefined) return undefined
  const immutable = path.startsWith('/assets/')
  const full = normalize(join(folder, immutable ? path : 'index.html'))
  const type = types[extname(full)]
  if (type === undefined || !full.startsWith(normalize(folder) + sep)) return undefined
  try {
    return { type, data: await readFile(full), immutable }
  } catch {
    return undefined
  }
}

function decode(urlPath: string): string | undefined {
  try {
    const path = decodeURIComponent(urlPath)
    return path.includes('\0') || path.includes('\\') ? undefined : path
  } catch {
    return undefined
  }
}
