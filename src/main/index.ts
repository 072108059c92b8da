import { app, dialog, ipcMain, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import { homedir } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { createBackend } from './backend.ts'
import type { Backend } from './backend.ts'
import { createDispatch } from './bridge/dispatch.ts'
import { serveElectronBridge } from './bridge/electron-transport.ts'
import { createHandlers } from './bridge/handlers.ts'
import { createTopicHub } from './bridge/topics.ts'
import { dataFolder } from './data-folder.ts'
import { denyPermissions, isOurFrame, openMainWindow } from './desktop/main-window.ts'
import { registerPageScheme, servePage } from './desktop/page-protocol.ts'
import { FileLogSink } from './log/file-log-sink.ts'
import { createRealPorts } from './ports/real.ts'
import { AppError } from '../shared/errors.ts'

/** Longest an orderly end may take before the process ends anyway. */
const quitDeadlineMs = 11_000

const preload = join(import.meta.dirname, '../preload/index.cjs')
const pageFolder = join(import.meta.dirname, '../renderer')

let window: BrowserWindow | undefined
let backend: Backend | undefined
let isClosed = false

/** The window face. */
async function open(): Promise<void> {
  const ports = createRealPorts()
  const homeFolder = homedir()
  const folder = dataFolder(ports.processes, homeFolder)
  const sink = await FileLogSink.open({ files: ports.files, dataFolder: folder, clock: ports.clock })
  backend = await createBackend({
    ports,
    dataFolder: folder,
    homeFolder,
    version: packageJson.version,
    face: { face: 'window', chooseFile, openFolder },
    logSinks: [(line) => sink.write(line)],
  })
  servePage(pageFolder)
  denyPermissions()
  serveElectronBridge({
    ipc: ipcMain,
    dispatch: createDispatch(createHandlers(backend), backend.log),
    topics: createTopicHub(backend),
    isOurs: (event) => isOurFrame(event, window),
  })
  window = openMainWindow({ preload })
  await backend.resume()
}

async function chooseFile(): Promise<string | undefined> {
  const options = {
    title: 'Open a tbot.yaml',
    properties: ['openFile' as const],
    filters: [{ name: 'YAML', extensions: ['yaml', 'yml'] }],
  }
  const result = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options)
  return result.canceled ? undefined : result.filePaths[0]
}

async function openFolder(path: string): Promise<void> {
  const problem = await shell.openPath(path)
  if (problem !== '') throw new AppError('internal.unexpected', `cannot open ${path}: ${problem}`)
}

/** Stops the bots in order before the process ends. */
async function close(): Promise<void> {
  const deadline = createRealPorts().clock.sleep(quitDeadlineMs, { signal: new AbortController().signal })
  await Promise.race([backend?.close(), deadline])
}

registerPageScheme()

if (!app.requestSingleInstanceLock()) app.quit()
else {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (isClosed || !backend) return
    event.preventDefault()
    void close().finally(() => {
      isClosed = true
      app.quit()
    })
  })
  app
    .whenReady()
    .then(open)
    .catch((thrown: unknown) => {
      const error = AppError.from(thrown)
      dialog.showErrorBox('Botdesk cannot start', `${error.message}\n\n${error.code}`)
      isClosed = true
      app.quit()
    })
}
