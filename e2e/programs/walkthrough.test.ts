import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshFolder, root, run } from './program.ts'

test('the commands of docs/walkthrough.md do what the page says, as they stand', { timeout: 120_000 }, () => {
  const page = readFileSync(join(root, 'docs/walkthrough.md'), 'utf8')
  const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
  expect(commands).toHaveLength(9)
  const folder = freshFolder('walkthrough')
  mkdirSync(join(folder, 'home'))
  const script = join(folder, 'walkthrough.sh')
  writeFileSync(
    script,
    `set -eu\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n${commands.join('\n')}\necho finished\n`,
  )
  const { code, stdout, stderr } = run('timeout', ['100', 'bash', script], {
    cwd: folder,
    env: {
      ...process.env,
      HOME: join(folder, 'home'),
      BOTDESK_HOME: join(folder, 'home', 'botdesk'),
      PATH: `${join(root, 'build/bin')}:${process.env['PATH'] ?? ''}`,
    },
  })
  expect(`${stdout}\n${stderr}`).toContain('finished')
  expect(code).toBe(0)
  expect(stdout).toContain('"bot-example"')
  expect(stdout).toMatch(/^302 https:\/\/.*\/web\/login/m)
  expect(stdout).toContain('"status": "healthy"')
  expect(stdout).toContain('tbot_task_iterations_total{')
  expect(stdout).toMatch(/subject=.*CN = bot-example/)
  expect(stdout).toContain('user certificate')
})
