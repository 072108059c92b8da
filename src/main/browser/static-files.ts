import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { pageFile } from '../page.ts'

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

/** A file of the built page with its type; undefined for what is not there. */
export async function readStaticFile(folder: string, urlPath: string): Promise<StaticFile | undefined> {
  const file = pageFile(folder, urlPath)
  if (file === undefined) return undefined
  const type = types[extname(file.path)]
  if (type === undefined) return undefined
  try {
    return { type, data: await readFile(file.path), immutable: file.isAsset }
  } catch {
    return undefined
  }
}
