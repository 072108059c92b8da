import { net, protocol } from 'electron'
import { normalize, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Origin of the page in the window. A scheme of our own: no file access, and an origin that IPC can be checked against. */
export const pageOrigin = 'botdesk://app'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Must run before Electron's `ready`. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'botdesk',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** Path of the file for an address of the page; undefined for one that leads out of the folder or to another host. */
export function pageFile(folder: string, address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || `${url.protocol}//${url.host}` !== pageOrigin) return undefined
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return undefined
  }
  if (path.includes('\0') || path.includes('\\')) return undefined
  const isAsset = path.startsWith('/assets/')
  const full = normalize(join(folder, isAsset ? path : 'index.html'))
  return full.startsWith(normalize(folder) + sep) ? full : undefined
}

/** Serves the built page under `botdesk://app/` with its policy. */
export function servePage(folder: string): void {
  protocol.handle('botdesk', async (request) => {
    const file = request.method === 'GET' ? pageFile(folder, request.url) : undefined
    if (file === undefined) return new Response('not found', { status: 404 })
    const answer = await net.fetch(pathToFileURL(file).href)
    const headers = new Headers(answer.headers)
    headers.set('Content-Security-Policy', policy)
    headers.set('X-Content-Type-Options', 'nosniff')
    return new Response(answer.body, { status: answer.status, headers })
  })
}
