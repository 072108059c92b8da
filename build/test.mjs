// `npm test`: every check of the project, in order; the last line is "N passed, N failed".
import { spawn } from 'node:child_process'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const results = join(root, 'test-results')
const outputFile = join(results, 'output.log')
const bin = (name) => join(root, 'node_modules/.bin', name)

/** Programs the tests use as real peers, with Debian's package of each. */
const programs = {
  chromium: 'chromium',
  sshd: 'openssh-server',
  'ssh-keygen': 'openssh-client',
  openssl: 'openssl',
  curl: 'curl',
  setfacl: 'acl',
  sudo: 'sudo',
  'systemd-analyze': 'systemd',
  promtool: 'prometheus',
}

/** What must never appear in any output: secrets planted by the tests, and private keys. */
const canary = /canary-secret-[0-9a-z]{8,}|-----BEGIN [A-Z ]*PRIVATE KEY-----/

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const output = createWriteStream(outputFile)
const counts = { passed: 0, failed: 0 }

function say(text) {
  process.stdout.write(`${text}\n`)
  output.write(`${text}\n`)
}

/** Runs a program, showing and keeping what it prints; resolves to its exit code. */
function run(program, args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.on('data', (data) => {
        to.write(data)
        output.write(data)
      })
    }
    child.on('error', (error) => {
      say(String(error))
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
}

function count(passed, failed) {
  counts.passed += passed
  counts.failed += failed
}

async function check(title, program, args) {
  say(`\n== ${title}`)
  const code = await run(program, args)
  count(code === 0 ? 1 : 0, code === 0 ? 0 : 1)
  if (code !== 0) say(`${title}: failed`)
}

/** Runs a test runner that writes a JSON report and adds its counts; a runner that dies counts as one failure. */
async function runTests(title, { args, environment, report, read }) {
  say(`\n== ${title}`)
  const code = await run(args[0], args.slice(1), environment)
  const found = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 }
  count(found.passed, found.failed)
  if (code !== 0 && found.failed === 0) count(0, 1)
  if (found.passed + found.failed === 0) count(0, 1)
}

function has(program) {
  return ['/usr/sbin', ...(process.env.PATH ?? '').split(':')].some((folder) =>
    existsSync(join(folder, program)),
  )
}

/** Installs Debian's packages when this user can, and otherwise names the one command. */
async function installPrograms() {
  const missing = Object.entries(programs).filter(([program]) => !has(program))
  if (missing.length === 0) return
  const packages = [...new Set(missing.map(([, name]) => name))]
  if (process.getuid?.() === 0 && has('apt-get')) {
    say(`\n== installing ${packages.join(', ')}`)
    const environment = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], environment)
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], environment)
  }
  const left = missing.filter(([program]) => !has(program))
  if (left.length === 0) return
  say(
    `\nThe tests need ${left.map(([program]) => program).join(', ')}. Run: sudo apt-get install ${packages.join(' ')}`,
  )
  count(0, 1)
}

/** Looks for planted secrets in everything the tests printed and in every log the tested programs wrote. */
function scanForSecrets() {
  say('\n== scan for secrets')
  const found = [
    outputFile,
    ...files(join(results, 'homes')).filter((path) => /\.(log|log\.1)$|\/log\//.test(path)),
  ].filter((path) => canary.test(readFileSync(path, 'utf8')))
  count(found.length === 0 ? 1 : 0, found.length === 0 ? 0 : 1)
  for (const path of found) say(`a secret reached ${path.slice(root.length)}`)
}

function files(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path, { throwIfNoEntry: false })?.isDirectory()
      ? files(path)
      : existsSync(path)
        ? [path]
        : []
  })
}

/** Playwright's report nests suites; a test that was retried into success still counts as failed. */
function readPlaywright(report) {
  const { expected = 0, unexpected = 0, flaky = 0 } = report.stats ?? {}
  return { passed: expected, failed: unexpected + flaky }
}

await installPrograms()
await check('format', bin('prettier'), ['--check', '--log-level', 'warn', '.'])
await check('lint', bin('oxlint'), ['--type-aware', '--deny-warnings'])
await check('imports', process.execPath, ['build/check-imports.mjs'])
for (const project of ['main', 'renderer', 'preload', 'e2e'])
  await check(`types of ${project}`, bin('tsc'), ['-p', `tsconfig.${project}.json`])
await check('build', bin('electron-vite'), ['build', '--logLevel', 'warn'])
await runTests('unit and integration tests', {
  args: [
    bin('vitest'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(results, 'vitest.json')}`,
  ],
  report: join(results, 'vitest.json'),
  read: ({ numPassedTests, numFailedTests, numFailedTestSuites }) => ({
    passed: numPassedTests,
    failed: numFailedTests > 0 ? numFailedTests : numFailedTestSuites,
  }),
})
await runTests('end-to-end tests', {
  args: [bin('playwright'), 'test', '--reporter=list,json'],
  environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'playwright.json') },
  report: join(results, 'playwright.json'),
  read: readPlaywright,
})
await new Promise((resolve) => output.write('', resolve))
scanForSecrets()
console.log(`\n${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1
