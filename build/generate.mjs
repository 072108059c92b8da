// `npm run generate`: proto/gen from proto/**.proto, and the configuration's types from schemas/. Results are committed.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules', '.bin')
const isWindows = process.platform === 'win32'

function run(program, args, options = {}) {
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options })
  if (status !== 0) process.exit(status ?? 1)
}

run(join(bin, isWindows ? 'buf.cmd' : 'buf'), ['generate'], {
  env: { ...process.env, PATH: `${bin}${isWindows ? ';' : ':'}${process.env.PATH ?? ''}` },
  shell: isWindows,
})
run(process.execPath, [join(import.meta.dirname, 'generate-config.mjs')])
