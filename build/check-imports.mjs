// Checks the import table of the architecture: every room may import only the rooms listed for it.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'

const root = join(import.meta.dirname, '..')
const shared = [
  'src/shared/address',
  'src/shared/errors',
  'src/shared/messages',
  'src/shared/contract',
  'src/shared/config',
  'src/shared/export',
  'src/shared/duration',
  'src/shared/line-diff',
]

/** Room, then what it may import besides itself. `node` and packages are judged by `forbiddenPackages`. */
const rooms = [
  ['src/shared/config', ['schemas', 'src/shared/errors', 'src/shared/duration', 'src/shared/line-diff']],
  ['src/shared/export', ['src/shared/config', 'src/shared/errors', 'src/shared/duration', 'schemas']],
  ['src/shared/contract', ['src/shared/errors', 'src/shared/config', 'src/shared/export']],
  ['src/shared/messages', ['src/shared/errors', 'src/shared/contract']],
  ['src/shared', []],
  ['src/main/ports', ['src/shared/errors']],
  ['src/main/credentials', ['src/main/ports', 'src/shared/address', 'src/shared/errors']],
  ['src/main/teleport', ['src/main/ports', 'src/main/credentials', 'proto', 'src/shared/errors']],
  ['src/main/destinations', ['src/main/ports', ...shared]],
  [
    'src/main/engine',
    ['src/main/teleport', 'src/main/credentials', 'src/main/destinations', 'src/main/ports', ...shared],
  ],
  ['src/main/diagnostics', ['src/main/engine/model', 'src/main/ports', ...shared]],
  ['src/main/history', ['src/main/ports', ...shared]],
  ['src/main/log', ['src/main/ports', ...shared]],
  ['src/main/local-cluster', ['src/main/credentials', 'proto', 'src/main/ports', ...shared]],
  [
    'src/main/fleet',
    [
      'src/main/engine',
      'src/main/diagnostics',
      'src/main/destinations',
      'src/main/credentials',
      'src/main/history',
      'src/main/log',
      'src/main/ports',
      ...shared,
    ],
  ],
  [
    'src/main/trial',
    ['src/main/fleet', 'src/main/local-cluster', 'src/main/log', 'src/main/ports', ...shared],
  ],
  [
    'src/main/authoring',
    [
      'src/main/teleport',
      'src/main/credentials',
      'src/main/destinations',
      'src/main/fleet',
      'src/main/ports',
      ...shared,
    ],
  ],
  [
    'src/main/bridge',
    ['src/main/backend', 'src/main/authoring', 'src/main/trial', 'src/main/log', 'src/main/ports', ...shared],
  ],
  ['src/main/browser', ['src/main/backend', 'src/main/page', 'src/main/bridge', 'src/main/ports', ...shared]],
  ['src/main/desktop', [...shared, 'src/main/bridge', 'src/main/page']],
  ['src/main', ['src/main', 'src/shared', 'schemas', 'package.json']],
  ['src/preload', ['src/shared/contract', 'src/shared/errors']],
  ['src/renderer', ['src/shared', 'schemas']],
]

const forbiddenPackages = [
  ['src/renderer', /^(node:|electron$|electron\/)/],
  ['src/shared', /^(node:|electron$)/],
  ['src/preload', /^node:/],
]

/** Names that only the adapters of the ports (and tests) may use. */
const outsideWorld =
  /\b(Date\.now\(|new Date\(\)|setTimeout\(|setInterval\(|Math\.random\(|process\.env\b)|from 'node:(fs|fs\/promises|net|tls|http2|child_process)'/
const mayTouchOutsideWorld = [
  'src/main/ports/',
  'src/renderer/',
  'src/preload/',
  'src/main/browser/',
  'src/main/desktop/',
  'src/main/index.ts',
  'src/main/cli.ts',
  'src/main/terminal.ts',
]

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* sources(path)
    else if (/\.tsx?$/.test(entry.name)) yield path
  }
}

const within = (file, place) => file === place || file.startsWith(`${place}/`) || file.startsWith(`${place}.`)
const problems = []

for (const path of sources(join(root, 'src'))) {
  const file = relative(root, path).split(sep).join('/')
  const text = readFileSync(path, 'utf8')
  const isTest = /\.test\.tsx?$/.test(file) || file.includes('/testing/')
  const room = rooms.find(([name]) => within(file, name))
  if (!isTest && !mayTouchOutsideWorld.some((place) => file.startsWith(place))) {
    const line = text
      .split('\n')
      .findIndex((each) => outsideWorld.test(each) && !/^\s*(\*|\/\/|import type)/.test(each))
    if (line >= 0) problems.push(`${file}:${line + 1} reaches the outside world without a port`)
  }
  for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    if (!specifier.startsWith('.')) {
      const rule = forbiddenPackages.find(
        ([place, pattern]) => within(file, place) && pattern.test(specifier),
      )
      if (rule && !isTest) problems.push(`${file} imports ${specifier}`)
      continue
    }
    if (!room || isTest) continue
    const target = normalize(join(dirname(file), specifier.replace(/\?.*$/, '')))
      .split(sep)
      .join('/')
    const [name, allowed] = room
    if (![name].concat(allowed).some((place) => within(target, place)))
      problems.push(`${file} imports ${target}`)
  }
}

if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
