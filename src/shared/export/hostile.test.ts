import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { exportKinds, makeExport } from './index.ts'
import type { ExportKind } from './index.ts'
import { requestOf } from './testing/samples.ts'

function file(services: readonly string[], address = 'a.example.com:443'): string {
  const head = `version: v2\nproxy_server: ${JSON.stringify(address)}\nonboarding: {join_method: iam, token: iam-bot}\n`
  return `${head}storage: {type: directory, path: /var/lib/bot}\nservices:\n${services.map((each) => `  - ${each}\n`).join('')}`
}

function identity(path: string, name = ''): string {
  return `{type: identity, name: "${name}", destination: {type: directory, path: ${JSON.stringify(path)}}}`
}

function textOf(kind: ExportKind, text: string, settings: Parameters<typeof requestOf>[1] = {}): string {
  return makeExport(kind, requestOf(text, settings)).files[0]?.text ?? ''
}

describe('a file made to break exports', () => {
  test.each([
    ['github', 'config', '../../outside.yaml'],
    ['gitlab', 'config', 'a/../../outside.yaml'],
    ['prometheus', 'rules-folder', '../rules'],
    ['systemd', 'config', '/etc/tbot/install.sh'],
    ['gitlab', 'config', '.gitlab-ci.yml'],
  ] as const)('%s writes no file outside of its folder and none twice: %s=%s', (kind, key, value) => {
    const make = () => textOf(kind, file([identity('/opt/a')]), { options: { [key]: value } })
    expect(make).toThrow(expect.objectContaining({ code: 'usage.bad-argument' }))
  })

  test.each(['/opt/a\nExecStartPre=/bin/evil', '/opt/a\\', '/opt/\u0007'])(
    'a path that would be a setting of its own is no unit: %j',
    (path) => {
      expect(() => textOf('systemd', file([identity(path)]))).toThrow(
        expect.objectContaining({ code: 'export.not-possible' }),
      )
    },
  )

  test.each([
    ['/var/lib/bot.d/', '/var/lib/bot-identity-1.d'],
    ['/bot//', '/bot-identity-1'],
    ['/a.b/bot', '/a.b/bot-identity-1'],
    [
      `${'/'.repeat(200_000)}a${'.'.repeat(200_000)}`,
      `${'/'.repeat(200_000)}a${'.'.repeat(200_000)}-identity-1`,
    ],
  ])('the storage of each of several bots is named after its service: case %#', (path, own) => {
    const text = file([identity('/opt/a'), identity('/opt/b')]).replace('/var/lib/bot', path)
    const words = textOf('command', text).split(/\s+/)
    expect(words.includes(`--storage=${own}`)).toBe(true)
  })

  test('a name of a bot stays on its line of a unit', () => {
    const unit = textOf('systemd', file([identity('/opt/a')]), { bot: 'a\nExecStartPre=/bin/evil\\' })
    expect(unit).toContain('\nDescription=Teleport bot a ExecStartPre=/bin/evil \nWants=')
  })

  test('an address is no expression of GitHub', () => {
    const text = textOf('github', file([identity('/opt/a')], '${{ secrets.KEY }}:443'), {
      bot: '${{ github.token }}',
    })
    expect(text.replaceAll("${{ '${{' }}", '')).not.toContain('${{')
  })

  test.each(['default', 'image', 'pages', 'services'])('a bot called %s is a job of GitLab', (bot) => {
    const pipeline = parse(textOf('gitlab', file([identity('/opt/a')]), { bot })) as object
    expect(Object.keys(pipeline)).toEqual([`tbot-${bot}`])
  })

  test('volumes of services that are called alike, or storage, are their own', () => {
    const services = [
      identity('/a', 'storage'),
      identity('/b', 'x+y'),
      identity('/c', 'x-y'),
      identity('/d', 'x_y'),
    ]
    const compose = parse(textOf('compose', file(services), { options: { outputs: 'volumes' } })) as {
      services: { tbot: { volumes: { source: string }[] } }
    }
    const sources = compose.services.tbot.volumes.map(({ source }) => source)
    expect(new Set(sources).size).toBe(5)
    for (const source of sources) expect(source).toMatch(/^[a-zA-Z0-9._-]+$/)
    expect(podOf(file(services)).volumes.filter((name) => name.startsWith('files-'))).toHaveLength(4)
  })

  test('a folder /tmp is mounted once', () => {
    const text = file([identity('/tmp')])
    expect(podOf(text).mounts.filter((path) => path === '/tmp')).toHaveLength(1)
    const compose = parse(textOf('compose', text)) as { services: { tbot: object } }
    expect(compose.services.tbot).not.toHaveProperty('tmpfs')
  })

  test.each(['command', 'systemd', 'kubernetes', 'compose'] as const)(
    '%s refuses a folder that is called like the token, and says why',
    (kind) => {
      const token = 'canary-secret-as-a-folder'
      const text = file([identity(`/opt/${token}`)])
        .replace('method: iam', 'method: token')
        .replace('token: iam-bot', `token: ${token}`)
      expect(() => textOf(kind, text)).toThrow(
        expect.objectContaining({ code: 'export.not-possible', message: expect.not.stringContaining(token) }),
      )
    },
  )

  test('a role has the rules of all its services', () => {
    const services = [
      '{type: ssh_host, principals: [a], destination: {type: memory}}',
      '{type: workload-identity-x509, selector: {name: a}, destination: {type: memory}}',
    ]
    const role = parse(textOf('resources', file(services))) as {
      spec: { allow: { rules: { resources: string[] }[] } }
    }
    expect(role.spec.allow.rules.flatMap(({ resources }) => resources)).toEqual([
      'workload_identity',
      'host_cert',
    ])
  })

  test.each(exportKinds)('%s of 300 services takes not much longer than reading them', (kind) => {
    const services = Array.from({ length: 300 }, (_each, index) => identity(`/opt/${index}`, `n${index}`))
    const time = (which: ExportKind) => {
      const began = performance.now()
      textOf(which, file(services))
      return performance.now() - began
    }
    time(kind)
    // A dashboard needs no more than the reading.
    expect(time(kind) / Math.min(time('grafana'), time('grafana'))).toBeLessThan(40)
  })
})

function podOf(text: string): { volumes: string[]; mounts: string[] } {
  const objects = parseAllDocuments(textOf('kubernetes', text)).map(
    (each) => each.toJS() as Record<string, unknown>,
  )
  const { spec } = objects.find(({ kind }) => kind === 'Deployment') as {
    spec: {
      template: {
        spec: {
          volumes: { name: string }[]
          containers: { volumeMounts: { mountPath: string; name: string }[] }[]
        }
      }
    }
  }
  const { volumes, containers } = spec.template.spec
  const names = volumes.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/)
  return {
    volumes: names,
    mounts: containers.flatMap(({ volumeMounts }) => volumeMounts.map((each) => each.mountPath)),
  }
}
