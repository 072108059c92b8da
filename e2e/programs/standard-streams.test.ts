import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { botdesk, cli, freshFolder, run } from './program.ts'

/** More than a pipe holds at once (64 KiB), with a problem for each service. */
const services = 1_000
const large = `version: v2
proxy_server: p.example.com:443
onboarding: {join_method: kubernetes, token: bot}
storage: {type: memory}
services:
${Array.from({ length: services }, (_, n) => `  - {type: identity, nme: a, destination: {type: directory, path: /opt/o${n}}}\n`).join('')}`

let folder: string
let file: string
beforeAll(() => {
  folder = freshFolder('streams')
  file = join(folder, 'large.yaml')
  writeFileSync(file, large)
})

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ')
/** Runs a line of a shell in which `$botdesk` is the program. */
const shell = (line: string) =>
  run('bash', ['-o', 'pipefail', '-c', line.replaceAll('$botdesk', quoted([process.execPath, cli]))])
const commands = {
  validate: 'validate FILE --format json',
  migrate: 'migrate FILE --format json',
  plan: 'plan -c FILE --format json',
  export: 'export tbot -c FILE --format json',
}
const withFile = (command: string, path = file) => `$botdesk ${command.replace('FILE', path)}`

describe.each(Object.entries(commands))('botdesk %s', (_name, command) => {
  test('gives a pipe all of its result, as it gives it to a file', () => {
    const direct = join(folder, 'direct')
    const written = shell(`${withFile(command)} > ${direct}`)
    const piped = shell(`${withFile(command)} | cat`)
    expect(piped.code).toBe(written.code)
    expect(piped.stdout.length).toBeGreaterThan(70_000)
    expect(piped.stdout).toBe(readFileSync(direct, 'utf8'))
    expect(() => void JSON.parse(piped.stdout)).not.toThrow()
  })

  test('reads standard input as -, with the same answer', () => {
    const answer = shell(withFile(command))
    const piped = shell(`cat ${file} | ${withFile(command, '-')}`)
    expect(piped.code).toBe(answer.code)
    expect(piped.stdout).toBe(answer.stdout)
  })

  test('says that a full disk took nothing of its result', () => {
    const { code, stderr } = shell(`${withFile(command)} > /dev/full`)
    expect(code).toBe(2)
    expect(stderr).toContain('the result could not be written')
    expect(stderr).toContain('ENOSPC')
  })

  test('ends without a word when its reader has read enough', () => {
    const { code, stderr } = shell(`${withFile(command)} | head -c 10 > /dev/null`)
    expect([141, 0, 1]).toContain(code)
    expect(stderr).not.toContain('could not be written')
  })
})

describe('standard input', () => {
  test('is told apart from a file where it cannot be one', () => {
    const { code, stderr } = shell(`cat ${file} | $botdesk migrate - --in-place`)
    expect(code).toBe(2)
    expect(stderr).toContain('standard input cannot be replaced')
  })

  test('as the output is standard output, not a file of that name', () => {
    const { code, stdout } = run(process.execPath, [cli, 'migrate', file, '--output', '-'], { cwd: folder })
    expect({ code, stdout }).toEqual({ code: 0, stdout: large })
    expect(existsSync(join(folder, '-'))).toBe(false)
  })

  test('that is far too large is refused like a file of that size', () => {
    const huge = join(folder, 'huge.yaml')
    writeFileSync(huge, `# ${'x'.repeat(50 * 1024 * 1024)}\n`)
    for (const line of [withFile('validate FILE', huge), `cat ${huge} | ${withFile('validate -')}`]) {
      const { code, stdout } = shell(line)
      expect(code).toBe(1)
      expect(stdout).toContain('config.too-large')
    }
  })
})

describe('a file that cannot be written', () => {
  test.each([
    [['migrate', 'FILE', '--output', '/nope/x'], 'cannot write /nope/x: its folder is not there'],
    [['migrate', 'FILE', '--output', '/proc/x'], 'cannot write /proc/x'],
    [
      ['configure', '--join-method', 'token', '--proxy-server', 'p:443', '-o', '/nope/x'],
      'cannot write /nope/x',
    ],
    [['export', 'tbot', '-c', 'FILE', '--output', '/proc/nope'], 'cannot write /proc/nope'],
  ])('%j is named, and nothing is said of bots', (args, words) => {
    const { code, stderr } = botdesk(args.map((word) => (word === 'FILE' ? file : word)))
    expect(code).toBe(1)
    expect(stderr).toContain(words)
    expect(stderr).toContain('file.write-failed')
    expect(stderr).not.toMatch(/certificates|destination\.path|\.next/)
  })

  test('because of a limit on its size is not reported as written', () => {
    const place = join(folder, 'limited')
    const { status, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `ulimit -f 1; trap '' XFSZ; exec ${quoted([process.execPath, cli, 'migrate', file, '--output', place])}`,
      ],
      { encoding: 'utf8' },
    )
    expect(status).toBe(1)
    expect(stderr).toContain('files of this size are not allowed')
    expect(readdirSync(folder).filter((name) => name.includes('limited'))).toEqual([])
  })
})
