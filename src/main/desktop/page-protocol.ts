import { net, protocol } from 'electron'
import { pathToFileURL } from 'node:url'
import { pageFile, pagePolicy } from '../page.ts'

/** Origin of the page in the window. A scheme of our own: no file access, and an origin that IPC can be checked against. */
export const pageOrigin = 'botdesk://app'

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
export function addressFile(folder: string, address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || `${url.protocol}//${url.host}` !== pageOrigin) return undefined
  return pageFile(folder, url.pathname)?.path
}

/** Serves the built page under `botdesk://app/` with its policy. */
export function servePage(folder: string): void {
  protocol.handle('botdesk', async (request) => {
    const file = request.method === 'GET' ? addressFile(folder, request.url) : undefined
    if (file === undefined) return new Response('not found', { status: 404 })
    const answer = await net.fetch(pathToFileURL(file).href)
    const headers = new Headers(answer.headers)
    headers.set('Content-Security-Policy', pagePolicy([]))
    headers.set('X-Content-Type-Options', 'nosniff')
    return new Response(answer.body, { status: answer.status, headers })
  })
}
