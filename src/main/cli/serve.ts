import { join } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../../shared/errors.ts'
import { createBackend } from '../backend.ts'
import type { Backend } from '../backend.ts'
import { serveBrowserFace } from '../browser/browser-face.ts'
import type { BrowserFace } from '../browser/browser-face.ts'
import { FileLogSink } from '../log/file-log-sink.ts'
import { fileErrorCode } from '../ports/files.ts'
import { readTextFile, replaceTextFile } from '../ports/text-file.ts'
import type { CommandContext, Finish } from './context.ts'
import { portNumber, printError } from './context.ts'

/** What the browser face remembers between runs: the port, so that an open page finds it again, and the key of its cookies. */
interface FaceState {
  readonly port: number
  readonly key: string
}

const stateFile = 'browser-face.json'

interface ServeOptions {
  /** 0 picks a free port; undefined takes the last one when it is free. */
  readonly port?: number
  readonly open: boolean
  /** Why this is not a window. */
  readonly reason?: string
}

/** Adds `botdesk serve`. */
export function addServeCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('serve')
    .description('open Botdesk in the browser, on 127.0.0.1')
    .option('--port <port>', 'port on 127.0.0.1; the last one or a free one when not given', portNumber)
    .option('--no-open', 'print the address only')
    .option('--reason <text>', 'why this is not a window')
    .action((options: { port?: number; open: boolean; reason?: string }) => finish(serve(context, options)))
}

/** `botdesk serve`: the browser face in the foreground. While one runs, another call prints a new address of it. */
async function serve(context: CommandContext, options: ServeOptions): Promise<number> {
  const { ports, dataFolder } = context
  const sink = await FileLogSink.open({ files: ports.files, dataFolder, clock: ports.clock })
  let backend: Backend
  try {
    backend = await createBackend({
      ports,
      dataFolder,
      homeFolder: context.homeFolder,
      version: context.version,
      face: { face: 'browser', ...(options.reason === undefined ? {} : { faceReason: options.reason }) },
      logSinks: [(line) => sink.write(line)],
    })
  } catch (thrown) {
    await sink.close()
    return joinRunning(context, options, thrown)
  }
  // A closed terminal (HUP) ends it as Ctrl C does.
  const stopped = new Promise<void>((resolve) => context.onSignal({ stop: resolve, renew: resolve }))
  try {
    const face = await openFace(context, backend, options)
    announce(context, face.newAddress(), options)
    if (options.open) await openBrowser(context, face.newAddress())
    await backend.resume()
    await stopped
    await face.close()
    return 0
  } catch (thrown) {
    printError(context, thrown, 'text')
    return 1
  } finally {
    await backend.close()
    await sink.close()
  }
}

/** One line with the address, after the reason why it is not a window. */
function announce(context: CommandContext, address: string, options: ServeOptions): void {
  if (options.reason !== undefined)
    context.out(`No window: ${options.reason}. Botdesk opens in the browser instead.\n`)
  context.out(`Botdesk: ${address}\n`)
}

async function openFace(
  context: CommandContext,
  backend: Backend,
  options: ServeOptions,
): Promise<BrowserFace> {
  const { ports, dataFolder, pageFolder } = context
  const last = await readFaceState(context)
  const key = last ? Buffer.from(last.key, 'base64url') : Buffer.from(ports.random.bytes(32))
  const wanted = options.port ?? last?.port ?? 0
  const serveOn = (port: number) => serveBrowserFace({ backend, pageFolder, port, key })
  const face = await serveOn(wanted).catch((thrown: unknown) => {
    if (fileErrorCode(thrown) !== 'EADDRINUSE') throw thrown
    if (options.port === undefined) return serveOn(0)
    throw new AppError('bridge.refused', `port ${wanted} of 127.0.0.1 is taken; choose another with --port`, {
      details: { port: wanted },
    })
  })
  const state: FaceState = { port: face.port, key: key.toString('base64url') }
  await replaceTextFile(ports.files, join(dataFolder, stateFile), `${JSON.stringify(state)}\n`)
  return face
}

/** The data folder is taken: if by a browser face, asks it for an address; otherwise says who has it. */
async function joinRunning(context: CommandContext, options: ServeOptions, thrown: unknown): Promise<number> {
  const state = AppError.from(thrown).code === 'storage.in-use' ? await readFaceState(context) : undefined
  const address = state ? await askForAddress(state) : undefined
  if (address === undefined) {
    printError(context, thrown, 'text')
    return 1
  }
  context.out('Botdesk runs already.\n')
  context.out(`Botdesk: ${address}\n`)
  if (options.open) await openBrowser(context, address)
  return 0
}

async function askForAddress(state: FaceState): Promise<string | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${state.port}/new-address`, {
      method: 'POST',
      headers: { authorization: `Bearer ${state.key}` },
    })
    return answer.ok ? (await answer.text()).trim() : undefined
  } catch {
    return undefined
  }
}

async function readFaceState(context: CommandContext): Promise<FaceState | undefined> {
  const text = await readTextFile(context.ports.files, join(context.dataFolder, stateFile))
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('port' in value) || !('key' in value))
      return undefined
    const { port, key } = value
    return typeof port === 'number' && typeof key === 'string' && Buffer.from(key, 'base64url').length === 32
      ? { port, key }
      : undefined
  } catch {
    return undefined
  }
}

/** Opens the user's browser where there is one; a computer without one is no error. */
async function openBrowser(context: CommandContext, address: string): Promise<void> {
  const { processes } = context.ports
  const display = processes.environment('DISPLAY') ?? processes.environment('WAYLAND_DISPLAY')
  if (processes.platform === 'linux' && display === undefined) return
  const [program, ...args] =
    processes.platform === 'darwin'
      ? ['open']
      : processes.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open']
  if (program === undefined) return
  const signal = new AbortController().signal
  await processes.run(program, [...args, address], { timeoutMs: 5_000, signal }).catch(() => undefined)
}
