import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { serviceCommands, sharedFlags } from '../command-flags.ts'
import { dots } from '../mask-secrets.ts'
import type { TargetVersion } from '../problem.ts'
import { importEnvironment, importText } from './index.ts'
import type { Import } from './index.ts'

const secret = 'canary-secret-import-1234'

function imported(text: string, target: TargetVersion = 19): Import {
  return importText(text, { target })
}

/** Where each part went; `-` for a part that was not understood. */
function places(result: Import): string[] {
  return result.parts.map(({ source, path }) => `${source} ${path ?? '-'}`)
}

describe('a command line', () => {
  test('with quotes, continuation lines, sudo, variables and a sub-command', () => {
    const result =
      imported(`$ sudo -u bot TELEPORT_BOT_TOKEN=${secret} /usr/local/bin/tbot start application \\
      --destination=file:///opt/app --app 'my "app"' --proxy-server p.example.com:443 --join-method token \\\r
      --certificate-ttl=1h30m --storage "/var/lib/b\\"x" --reader-user 1000 --reader-group=web \\
      --specific-tls-extensions -d --no-oneshot # that is all`)
    expect(result.kind).toBe('command-line')
    expect(result.text).toBe(`version: v2
debug: true
proxy_server: p.example.com:443
credential_ttl: 1h30m
oneshot: false
onboarding:
  join_method: token
  token: ${secret}
storage:
  type: directory
  path: /var/lib/b"x
services:
  - type: application
    destination:
      type: directory
      path: /opt/app
      readers:
        - user: "1000"
        - group: web
    app_name: my "app"
    specific_tls_naming: true
`)
    expect(result.problems).toEqual([])
    expect(places(result)).toEqual([
      'TELEPORT_BOT_TOKEN onboarding.token',
      'application services[0].type',
      '--destination services[0].destination',
      '--app services[0].app_name',
      '--proxy-server proxy_server',
      '--join-method onboarding.join_method',
      '--certificate-ttl credential_ttl',
      '--storage storage',
      '--reader-user services[0].destination.readers',
      '--reader-group services[0].destination.readers',
      '--specific-tls-extensions services[0].specific_tls_naming',
      '-d debug',
      '--no-oneshot oneshot',
    ])
    expect(JSON.stringify(result.parts)).not.toContain(secret)
    expect(result.parts[0]?.shown).toBe(dots)
  })

  test('of the documents, without a sub-command', () => {
    const result = imported(
      `tbot start --data-dir=/data --destination-dir /out --token=${secret} --ca-pin=sha256:1 --ca-pin sha256:2 -a a:3025 --join-method=token`,
    )
    expect(parse(result.text)).toEqual({
      version: 'v2',
      auth_server: 'a:3025',
      onboarding: { join_method: 'token', token: secret, ca_pins: ['sha256:1', 'sha256:2'] },
      storage: { type: 'directory', path: '/data' },
      services: [{ type: 'identity', destination: { type: 'directory', path: '/out' } }],
    })
    expect(result.parts.every(({ path }) => path !== undefined)).toBe(true)
  })

  test.each(['botdesk start', 'tbot configure', './tbot.exe start legacy', 'env A=b tbot -d start'])(
    '%s',
    (call) => {
      expect(parse(imported(`${call} --proxy-server p:443`).text)).toMatchObject({ proxy_server: 'p:443' })
    },
  )

  test('for an older version in its keys', () => {
    const call = 'tbot start identity --destination /a --certificate-ttl 1h'
    const result = imported(call, 14)
    expect(result.text).toContain('certificate_ttl: 1h\noutputs:\n')
    expect(places(result)).toContain('--certificate-ttl certificate_ttl')
    expect(places(result)).toContain('--destination outputs[0].destination')
  })

  test('a unit of systemd', () => {
    const result = imported(
      `[Service]\nEnvironment="TELEPORT_BOT_TOKEN=${secret}" TELEPORT_PROXY=p:443\nExecStart=/usr/bin/tbot start identity --destination /a --join-method token\n`,
    )
    expect(parse(result.text)).toMatchObject({
      proxy_server: 'p:443',
      onboarding: { join_method: 'token', token: secret },
      services: [{ type: 'identity' }],
    })
  })

  test.each([
    [`--foo ${secret}`, '--foo', 'tbot does not know `--foo`.'],
    [`--tokne=${secret}`, '--tokne', 'tbot does not know `--tokne`. Did you mean `--token`?'],
    ['--app x', '--app', '`tbot start` does not take this flag.'],
    ['--join-method ec2', '--join-method', expect.stringContaining('must be one of')],
    ['--certificate-ttl 1d', '--certificate-ttl', expect.stringContaining('must be a duration')],
    ['--storage s3://x/y', '--storage', expect.stringContaining('must be a path')],
    ['--auth-server', '--auth-server', 'Its value is missing.'],
    ['-c /etc/tbot.yaml', '-c', 'The file itself was not read; import it as well.'],
    ['--pid-file /run/p', '--pid-file', 'Stays a flag: the file has no place for it.'],
    [`-d ${secret}`, 'a word', expect.stringContaining('does not expect a word here')],
    ['--proxy-server "p:443', 'line 1', 'A quote starts here and never ends.'],
  ])('what is not understood is told with its reason: %s', (flags, source, note) => {
    const result = imported(`tbot start ${flags}`)
    const parts = result.parts.filter(({ path }) => path === undefined)
    expect(parts).toMatchObject([{ source, note }])
    expect(JSON.stringify(result.parts)).not.toContain(secret)
  })

  test('a repeated flag: the last one counts, the first is told', () => {
    const result = imported('tbot start --auth-server a:1 -a b:2')
    expect(parse(result.text)).toMatchObject({ auth_server: 'b:2' })
    expect(places(result)).toEqual(['--auth-server -', '-a auth_server'])
  })

  test('a flag beats its variable', () => {
    const result = imported('TELEPORT_PROXY=a:1 tbot start --proxy-server=b:2')
    expect(parse(result.text)).toMatchObject({ proxy_server: 'b:2' })
    expect(places(result)).toEqual(['TELEPORT_PROXY -', '--proxy-server proxy_server'])
  })

  test('a flag that a sub-command lacks, and one that it needs', () => {
    const result = imported('tbot start identity --app x --data-dir /d')
    expect(places(result)).toEqual([
      'identity services[0].type',
      '--destination -',
      '--app -',
      '--data-dir -',
    ])
  })

  test('readers where there can be none', () => {
    const result = imported('tbot start identity --destination memory:// --reader-user x')
    expect(parse(result.text)).toMatchObject({ services: [{ destination: { type: 'memory' } }] })
    expect(places(result)).toContain('--reader-user -')
  })

  test('what the shell fills in is pointed out', () => {
    const { parts } = imported('tbot start --proxy-server "$PROXY"')
    expect(parts[0]?.note).toContain('The shell fills this in')
  })

  test('a whole file as base64', () => {
    const file = btoa('version: v2\nproxy_server: p:443\n')
    expect(parse(imported(`tbot start --config-string=${file} --oneshot`).text)).toEqual({
      version: 'v2',
      proxy_server: 'p:443',
      oneshot: true,
    })
  })

  test('every flag of every sub-command is understood', () => {
    const values: Record<string, string> = {
      destination: '/a',
      'label-selector': 'a=b',
      'certificate-ttl': '1h',
      'renewal-interval': '20m',
      'join-method': 'iam',
    }
    for (const { name, flags } of serviceCommands) {
      const all = [...sharedFlags, ...flags].filter(({ path }) => path !== undefined)
      const words = all.map((flag) =>
        flag.kind === 'switch' ? `--${flag.name}` : `--${flag.name}=${values[flag.name] ?? 'x'}`,
      )
      const result = imported(`tbot start ${name} ${words.join(' ')}`)
      expect(result.parts.filter(({ path }) => path === undefined)).toEqual([])
      expect(result.parts.length).toBe(all.length + 1)
    }
  })
})

describe('variables', () => {
  test.each([
    ['plain', `TELEPORT_BOT_TOKEN=${secret}\nTELEPORT_PROXY=p:443\n`],
    ['exported', `export TELEPORT_BOT_TOKEN="${secret}"; export TELEPORT_PROXY='p:443' # yes`],
    ['docker', `docker run -e TELEPORT_BOT_TOKEN=${secret} \\\n  --env TELEPORT_PROXY=p:443`],
    ['docker lines', `-e TELEPORT_BOT_TOKEN=${secret} \\\n-e=TELEPORT_PROXY=p:443`],
    ['systemd', `Environment=TELEPORT_BOT_TOKEN=${secret}\nEnvironment="TELEPORT_PROXY=p:443"\n`],
    ['Compose list', `  - TELEPORT_BOT_TOKEN=${secret}\n  - TELEPORT_PROXY=p:443\n`],
    ['Compose map', `  TELEPORT_BOT_TOKEN: ${secret}\n  TELEPORT_PROXY: "p:443"\n`],
  ])('%s', (_form, text) => {
    const result = imported(text)
    expect(result.kind).toBe('environment')
    expect(parse(result.text)).toEqual({
      version: 'v2',
      proxy_server: 'p:443',
      onboarding: { token: secret },
    })
    expect(places(result).slice(0, 2)).toEqual([
      'TELEPORT_BOT_TOKEN onboarding.token',
      'TELEPORT_PROXY proxy_server',
    ])
    expect(JSON.stringify(result.parts)).not.toContain(secret)
  })

  test('those with a place in the file, and those without', () => {
    const variables = {
      TBOT_DEBUG: 'true',
      TELEPORT_AUTH_SERVER: 'a:3025',
      KUBERNETES_TOKEN_PATH: '/t',
      TBOT_REGISTRATION_SECRET: secret,
      TBOT_GITLAB_JWT: secret,
      HOME: '/root',
    }
    const result = importEnvironment(variables, { target: 19 })
    expect(parse(result.text)).toEqual({
      version: 'v2',
      debug: true,
      auth_server: 'a:3025',
      onboarding: { bound_keypair: { registration_secret: secret }, kubernetes: { token_path: '/t' } },
    })
    expect(places(result)).toContain('TBOT_GITLAB_JWT -')
    expect(places(result).join()).not.toContain('HOME')
    expect(JSON.stringify(result.parts)).not.toContain(secret)
    expect(places(importEnvironment(variables, { target: 17 }))).toContain('KUBERNETES_TOKEN_PATH -')
  })

  test('unknown ones are told without their value', () => {
    const { parts } = imported(`TELEPORT_PROXY=p:443\nOTHER=${secret}\ncd /x`)
    expect(parts.map(({ source, path }) => [source, path])).toEqual([
      ['TELEPORT_PROXY', 'proxy_server'],
      ['OTHER', undefined],
      ['line 3', undefined],
    ])
    expect(JSON.stringify(parts)).not.toContain(secret)
  })
})

describe('a join link', () => {
  test('becomes the keys it stands for', () => {
    const result = imported(` "tbot+proxy+bound-keypair://name-of-it:${secret}@p.example.com:443"\n`)
    expect(result.kind).toBe('join-uri')
    expect(result.text).toBe(`version: v2
proxy_server: p.example.com:443
onboarding:
  join_method: bound_keypair
  token: name-of-it
  bound_keypair:
    registration_secret: ${secret}
`)
    expect(places(result)).toEqual([
      'address of the link proxy_server',
      'method of the link onboarding.join_method',
      'token of the link onboarding.token',
      'second part of the link onboarding.bound_keypair.registration_secret',
    ])
    expect(JSON.stringify(result.parts)).not.toContain(secret)
  })

  test('a second part without use is told', () => {
    const result = imported('tbot+auth+iam://t:x@a:3025')
    expect(parse(result.text)).toMatchObject({ auth_server: 'a:3025' })
    expect(result.parts.at(-1)).toMatchObject({ shown: dots, note: expect.stringContaining('`iam`') })
  })
})

describe('a file', () => {
  test('of version 2 is taken as it is', () => {
    const text = `# mine\nversion: v2\nproxy_server:  p:443\nfoo: ${secret}\nonboarding: {join_method: token, token: ${secret}}\n`
    const result = imported(text)
    expect(result).toMatchObject({ kind: 'config', text })
    expect(places(result)).toEqual([
      'version version',
      'proxy_server proxy_server',
      'foo -',
      'onboarding onboarding',
    ])
    expect(result.problems.map(({ code }) => code)).toEqual(['config.unknown-key'])
    expect(JSON.stringify(result.parts)).not.toContain(secret)
  })

  test('of version 1 is brought to version 2', () => {
    const result = imported(`auth_server: a:3025\ncolour: blue\ndestinations: [{directory: /a}]\n`)
    expect(result.kind).toBe('config-v1')
    expect(parse(result.text)).toMatchObject({ version: 'v2', services: [{ type: 'identity' }] })
    expect(places(result)).toContain('colour -')
    expect(places(result)).toContain('destinations destinations')
  })

  test('of version 1 that contradicts itself can be taken in and mended', () => {
    const text = 'auth_server: a:3025\nstorage: {directory: /a, memory: {}}\n'
    const result = imported(text)
    expect(result).toMatchObject({ kind: 'config-v1', text, problems: [{ path: 'storage.memory' }] })
    expect(places(result)).toEqual(['storage.memory -'])
  })

  test('with a mistake in it can be taken in and mended', () => {
    const text = 'version: v2\nproxy_server: "p:443\n'
    expect(imported(text)).toMatchObject({ kind: 'config', text, problems: [{ code: 'config.syntax' }] })
  })
})

test.each([
  ['', 'there is no text'],
  ['  \n', 'there is no text'],
  ['hello world', 'no tbot.yaml'],
  ['tbot init', 'only start and configure'],
  ['tbot+proxy+token://p:443', 'not complete'],
  [`tbot+proxy+ec2://${secret}@p:443`, 'not complete'],
  [`OTHER=${secret}`, 'no variable of tbot'],
  [`{"a": "${secret}"}`, 'no tbot.yaml'],
  [`x ${'y'.repeat(100_001)}`, 'too long'],
  ['version: v2\n'.repeat(100_000), 'larger than 1 MiB'],
])('%.40s is not understood', (text, why) => {
  expect(() => imported(text)).toThrowError(
    expect.objectContaining({ code: 'config.not-understood', message: expect.stringContaining(why) }),
  )
  expect(() => imported(text)).toThrowError(
    expect.not.objectContaining({ message: expect.stringContaining(secret) }),
  )
})

test('a flag that is not understood does not show the token of another one', () => {
  const token = 'canary-secret-shown-twice'
  const { parts } = importText(`tbot start --storage=memory://${token} --token=${token}`, { target: 19 })
  expect(parts.map(({ shown }) => shown)).toEqual(['memory://••••••••', '••••••••'])
})
