import { BrowserWindow, dialog, session, shell } from 'electron'
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { pageOrigin } from './page-protocol.ts'

/** The only hosts a link may open in the user's browser. */
const linkHosts: ReadonlySet<string> = new Set(['goteleport.com', 'github.com'])

/** Opens the one window, locked down: every preference is written out, so a changed default cannot loosen it. */
export function openMainWindow(options: { preload: string; icon?: string }): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Botdesk',
    backgroundColor: '#F6F6F9',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.webContents.on('will-navigate', (event, address) => {
    if (!isOurAddress(address)) event.preventDefault()
  })
  window.webContents.on('will-attach-webview', (event) => event.preventDefault())
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (isAllowedLink(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
  // Chromium asks nobody here: without an answer a page with an unsaved key stroke could never be closed.
  window.webContents.on('will-prevent-unload', (event) => {
    if (mayLeave(window)) event.preventDefault()
  })
  // A crashed page is loaded again; the bots live in this process and go on meanwhile.
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload()
  })
  void window.loadURL(`${pageOrigin}/`)
  return window
}

/** Asks while the last change is on its way into the draft; preventing the event lets the page go. */
function mayLeave(window: BrowserWindow): boolean {
  const buttons = ['Stay', 'Close']
  const answer = dialog.showMessageBoxSync(window, {
    type: 'question',
    buttons,
    defaultId: 0,
    cancelId: 0,
    message: 'The last change is not kept yet',
    detail: 'Drafts are kept a moment after each change. Closing now may lose the last one.',
  })
  return buttons[answer] === 'Close'
}

/** No permission is ever granted but writing text to the clipboard, which copy buttons need. */
export function denyPermissions(): void {
  const allowed = (permission: string) => permission === 'clipboard-sanitized-write'
  session.defaultSession.setPermissionRequestHandler((_contents, permission, callback) =>
    callback(allowed(permission)),
  )
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => allowed(permission))
}

/** True only for the main frame of this window, showing our page. */
export function isOurFrame(
  event: IpcMainEvent | IpcMainInvokeEvent,
  window: BrowserWindow | undefined,
): boolean {
  const frame = event.senderFrame
  if (!window || window.isDestroyed() || frame === null) return false
  return (
    event.sender === window.webContents && frame === window.webContents.mainFrame && isOurAddress(frame.url)
  )
}

export function isOurAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return `${url.protocol}//${url.host}` === pageOrigin
}

export function isAllowedLink(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === 'https:' && linkHosts.has(url.hostname)
}
