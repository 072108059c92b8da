import type { IpcMainInvokeEvent } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'

const electron = vi.hoisted(() => {
  const handlers = new Map<string, unknown>()
  const opened: { options: Record<string, unknown> }[] = []
  class BrowserWindow {
    readonly webContents = {
      mainFrame: { url: 'botdesk://app/' },
      on: (event: string, listener: (...args: never[]) => unknown) => handlers.set(event, listener),
      setWindowOpenHandler: (listener: (details: { url: string }) => unknown) =>
        handlers.set('window-open', listener),
      reload: vi.fn(),
    }
    constructor(options: Record<string, unknown>) {
      opened.push({ options })
    }
    once = vi.fn()
    loadURL = vi.fn(async () => undefined)
    isDestroyed = () => false
  }
  const openExternal = vi.fn(async () => undefined)
  const defaultSession = { setPermissionRequestHandler: vi.fn(), setPermissionCheckHandler: vi.fn() }
  const showMessageBoxSync = vi.fn(() => 0)
  return { handlers, opened, BrowserWindow, openExternal, defaultSession, showMessageBoxSync }
})

vi.mock('electron', () => ({
  BrowserWindow: electron.BrowserWindow,
  dialog: { showMessageBoxSync: electron.showMessageBoxSync },
  shell: { openExternal: electron.openExternal },
  session: { defaultSession: electron.defaultSession },
  net: {},
  protocol: {},
}))

const { denyPermissions, isOurFrame, openMainWindow } = await import('./main-window.ts')

beforeEach(() => {
  electron.opened.length = 0
  electron.openExternal.mockClear()
})

const open = () => openMainWindow({ preload: '/preload.cjs' })

test('opens a sandboxed, isolated page without Node', () => {
  open()
  expect(electron.opened[0]?.options['webPreferences']).toMatchObject({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
  })
})

test('stays at its own address', () => {
  open()
  const preventDefault = vi.fn()
  const navigate = electron.handlers.get('will-navigate') as (event: object, url: string) => void
  navigate({ preventDefault }, 'botdesk://app/bots')
  expect(preventDefault).not.toHaveBeenCalled()
  for (const address of ['https://example.com/', 'file:///etc/passwd', 'botdesk://other/', 'nonsense']) {
    navigate({ preventDefault }, address)
  }
  expect(preventDefault).toHaveBeenCalledTimes(4)
})

test('opens no window, and outside only https links of listed hosts', () => {
  open()
  const windowOpen = electron.handlers.get('window-open') as (details: { url: string }) => object
  expect(windowOpen({ url: 'https://goteleport.com/docs' })).toEqual({ action: 'deny' })
  for (const url of [
    'http://goteleport.com/',
    'https://goteleport.com.evil.example/',
    'javascript:alert(1)',
  ]) {
    expect(windowOpen({ url })).toEqual({ action: 'deny' })
  }
  expect(electron.openExternal).toHaveBeenCalledExactlyOnceWith('https://goteleport.com/docs')
})

test('a page with an unsaved change closes only when the person says so', () => {
  open()
  const leave = electron.handlers.get('will-prevent-unload') as (event: object) => void
  const preventDefault = vi.fn()
  leave({ preventDefault })
  expect(preventDefault).not.toHaveBeenCalled()
  electron.showMessageBoxSync.mockReturnValueOnce(1)
  leave({ preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
})

test('grants nothing but writing the clipboard', () => {
  denyPermissions()
  const request = electron.defaultSession.setPermissionRequestHandler.mock.calls[0]?.[0] as (
    contents: unknown,
    permission: string,
    callback: (granted: boolean) => void,
  ) => void
  const granted = vi.fn()
  for (const permission of [
    'clipboard-sanitized-write',
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
  ]) {
    request(undefined, permission, granted)
  }
  expect(granted.mock.calls.flat()).toEqual([true, false, false, false, false])
})

test('takes requests of its own main frame only', () => {
  const window = open()
  const { webContents } = window
  const event = (sender: unknown, senderFrame: unknown) => ({ sender, senderFrame }) as IpcMainInvokeEvent
  expect(isOurFrame(event(webContents, webContents.mainFrame), window)).toBe(true)
  expect(isOurFrame(event(webContents, { url: 'botdesk://app/' }), window)).toBe(false)
  expect(isOurFrame(event({}, webContents.mainFrame), window)).toBe(false)
  expect(isOurFrame(event(webContents, null), window)).toBe(false)
  expect(isOurFrame(event(webContents, webContents.mainFrame), undefined)).toBe(false)
})
