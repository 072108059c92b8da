import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { requestNames } from '../shared/contract/request-schemas.ts'

/** Electron, as far as the main file uses it; its own types are what the main file compiles against. */
const electron = vi.hoisted(() => {
  const order: string[] = []
  const appHandlers = new Map<string, (event: { preventDefault(): void }) => void>()
  const channels = new Set<string>()
  const windows: { address?: string; preload?: string }[] = []
  let makeReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => (makeReady = resolve))
  class BrowserWindow {
    readonly #record: { address?: string; preload?: string }
    readonly webContents = { mainFrame: {}, on: () => undefined, setWindowOpenHandler: () => undefined }
    constructor(options: { webPreferences: { preload: string } }) {
      this.#record = { preload: options.webPreferences.preload }
      windows.push(this.#record)
    }
    once = () => undefined
    isDestroyed = () => false
    isMinimized = () => false
    focus = () => order.push('focus')
    async loadURL(address: string) {
      this.#record.address = address
    }
  }
  const app = {
    requestSingleInstanceLock: () => true,
    on: (event: string, handler: (event: { preventDefault(): void }) => void) =>
      appHandlers.set(event, handler),
    whenReady: () => ready,
    quit: () => order.push('quit'),
  }
  const ipcMain = {
    handle: (channel: string) => channels.add(channel),
    on: (channel: string) => channels.add(channel),
    removeHandler: () => undefined,
    removeAllListeners: () => undefined,
  }
  return { order, appHandlers, channels, windows, makeReady: () => makeReady(), BrowserWindow, app, ipcMain }
})

vi.mock('electron', () => ({
  app: electron.app,
  BrowserWindow: electron.BrowserWindow,
  ipcMain: electron.ipcMain,
  dialog: { showErrorBox: (title: string, text: string) => electron.order.push(`${title}: ${text}`) },
  shell: {},
  net: {},
  session: {
    defaultSession: {
      setPermissionRequestHandler: () => undefined,
      setPermissionCheckHandler: () => undefined,
    },
  },
  protocol: {
    registerSchemesAsPrivileged: () => electron.order.push('scheme'),
    handle: () => electron.order.push('serve page'),
  },
}))

afterEach(() => vi.unstubAllEnvs())

test('opens one window at our own scheme with every request answered, and quits only after the bots have stopped', async () => {
  vi.stubEnv('BOTDESK_HOME', mkdtempSync(join(tmpdir(), 'botdesk-window-')))
  await import('./index.ts')
  expect(electron.order).toEqual(['scheme'])
  electron.makeReady()
  await vi.waitFor(() => expect(electron.windows[0]?.address).toBe('botdesk://app/'))
  expect(electron.order).toEqual(['scheme', 'serve page'])
  expect(electron.windows[0]?.preload).toMatch(/preload[/\\]index\.cjs$/)
  expect(requestNames.filter((name) => !electron.channels.has(name))).toEqual([])

  electron.appHandlers.get('second-instance')?.({ preventDefault: () => undefined })
  expect(electron.order).toContain('focus')

  const preventDefault = vi.fn<() => void>()
  electron.appHandlers.get('before-quit')?.({ preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
  expect(electron.order).not.toContain('quit')
  await vi.waitFor(() => expect(electron.order).toContain('quit'), { timeout: 5_000 })
  const second = vi.fn<() => void>()
  electron.appHandlers.get('before-quit')?.({ preventDefault: second })
  expect(second).not.toHaveBeenCalled()
})
