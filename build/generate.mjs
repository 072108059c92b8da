// Makes everything that is generated: proto/gen from proto/**.proto. The result is committed.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules', '.bin')
const result = spawnSync(join(bin, process.platform === 'win32' ? 'buf.cmd' : 'buf'), ['generate'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}` },
  shell: process.platform === 'win32',
})
process.exit(result.status ?? 1)
