import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createRealPorts } from '../ports/real.ts'
import type { CommandContext } from './context.ts'
import { runCommandLine } from './program.ts'

async function run(...args: string[]): Promise<{ code: number; out: string }> {
  let out = ''
  const context: CommandContext = {
    ports: createRealPorts(),
    version: '1.2.3',
    homeFolder: '/nowhere',
    dataFolder: '/nowhere',
    pageFolder: '/nowhere',
    out: (words) => void (out += words),
    err: (words) => void (out += words),
    streams: () => ({ input: new PassThrough(), output: new PassThrough() }),
    onSignal: () => undefined,
  }
  const code = await runCommandLine(context, args)
  return { code, out }
}

const shown = ['start', 'validate', 'serve', 'migrate', 'configure', 'plan', 'export', 'cluster', 'version']

test('the help names every command for people, in its order', async () => {
  const { code, out } = await run('--help')
  expect(code).toBe(0)
  const names = [...out.matchAll(/^ {2}([a-z-]+)(?: .*)?$/gm)].map((match) => match[1])
  expect(names).toEqual([...shown, 'help'])
})

test.each([...shown, 'ssh-proxy-command'])('%s tells its own flags', async (name) => {
  const own = await run(name, '--help')
  expect(own.code).toBe(0)
  expect(own.out).toContain(`Usage: botdesk ${name} `)
  expect(await run('help', name)).toEqual(own)
})

test('a name that is no command is wrong usage, and a similar one is suggested', async () => {
  const { code, out } = await run('exprot')
  expect(code).toBe(2)
  expect(out).toContain('Did you mean export?')
})

test.each(['version', '--version', '-V'])('%s prints the version', async (word) => {
  expect(await run(word)).toEqual({ code: 0, out: 'botdesk 1.2.3\n' })
})
