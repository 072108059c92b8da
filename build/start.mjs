// `npm start`: builds what is missing, then opens the window where Electron's binary is, and the browser face elsewhere.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const electronFolder = join(root, 'node_modules/electron')
const options = process.argv.slice(2)

/** Newest change below a path, epoch milliseconds. */
function newest(path) {
  const status = statSync(path)
  if (!status.isDirectory()) return status.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0)
}

function buildIfNeeded() {
  const results = ['out/main/cli.js', 'out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']
  const sources = ['src', 'proto', 'schemas', 'package.json', 'electron.vite.config.ts'].map((name) =>
    join(root, name),
  )
  const built = results.map((name) => join(root, name))
  const oldest = built.every(existsSync) ? Math.min(...built.map((path) => statSync(path).mtimeMs)) : 0
  if (oldest > Math.max(...sources.map(newest))) return
  console.log('Building Botdesk, this takes some seconds…')
  const result = spawnSync(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  if (result.status !== 0) process.exit(result.status ?? 1)
}

/** Resolves to whether a TCP connection to the host opens within two seconds. */
function reachable(host) {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 443, timeout: 2000 })
    const done = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => done(true))
    socket.once('timeout', () => done(false))
    socket.once('error', () => done(false))
  })
}

/** Path of Electron's binary, or the reason why there is none. */
async function electronBinary() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
  const path = join(override ?? join(electronFolder, 'dist'), names[process.platform] ?? 'electron')
  if (existsSync(path)) return { path }
  if (override !== undefined) return { reason: 'Electron is not at ELECTRON_OVERRIDE_DIST_PATH' }
  if (!existsSync(electronFolder)) return { reason: 'the electron package is not installed' }
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD)
    return { reason: "Electron's binary is not installed and ELECTRON_SKIP_BINARY_DOWNLOAD is set" }
  const mirror =
    process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/'
  if (!URL.canParse(mirror) || !(await reachable(new URL(mirror).hostname))) {
    return { reason: "Electron's binary is not installed and its download address does not answer" }
  }
  console.log("Downloading Electron's binary once…")
  const result = spawnSync(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: 'inherit',
    timeout: 300_000,
  })
  return result.status === 0 && existsSync(path)
    ? { path }
    : { reason: "Electron's binary could not be downloaded" }
}

/** Linux shows windows only with a display; elsewhere there always is one. */
function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

buildIfNeeded()
const asked = options.includes('--browser')
const electron = asked
  ? { reason: 'asked for by --browser' }
  : hasDisplay()
    ? await electronBinary()
    : { reason: 'this computer has no display' }

const child = electron.path
  ? spawn(electron.path, [root], { stdio: 'inherit' })
  : spawn(
      process.execPath,
      [
        join(root, 'out/main/cli.js'),
        'serve',
        '--reason',
        electron.reason,
        ...options.filter((each) => each !== '--browser'),
      ],
      { stdio: 'inherit' },
    )
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
