import { spawnSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectiveValues } from '../config/effective/index.ts'
import { importText } from '../config/import/index.ts'
import { changeText } from './change-text.ts'
import { makeExport } from './index.ts'
import { samples, requestOf } from './testing/samples.ts'
import { readValues, valueAt } from './values.ts'

function linesOf(sample: string, withSecrets = false): string[] {
  const { files } = makeExport('command', requestOf(sample, { withSecrets }))
  return (files[0]?.text ?? '').replace(/^# .*\n/, '').split(/\n\n/)
}

/** What a real shell makes of the line: the words tbot gets. */
function words(line: string): string[] {
  const script = `tbot() { for word; do printf '%s\\0' "$word"; done; }\n${line}`
  return spawnSync('sh', ['-c', script], { encoding: 'utf8' }).stdout.split('\0').slice(0, -1)
}

/** Path and value of everything in force, without where it came from. */
function inForce(text: string): Record<string, string> {
  return Object.fromEntries(effectiveValues(text, { target: 19 }).map(({ path, value }) => [path, value]))
}

/** The sample as one bot with this one service, without what the export says it left out. */
function alone(sample: string, index: number, storage: string | undefined): string {
  const request = requestOf(sample)
  const text = makeExport('tbot', request).files[0]?.text ?? ''
  const list = valueAt(readValues(text, 19), 'services')
  const service = Array.isArray(list) ? list[index] : undefined
  const left = makeExport('command', request)
    .leftOut.map(({ path }) => path)
    .filter((path) => path.startsWith(`services[${index}].`))
    .map((path) => ({ kind: 'remove' as const, path: ['services', 0, ...path.split('.').slice(1)] }))
  return changeText(text, [
    { kind: 'remove', path: ['outputs'] },
    { kind: 'set', path: ['services'], value: service === undefined ? [] : [service] },
    ...left,
    ...(storage === undefined
      ? []
      : [{ kind: 'set' as const, path: ['storage'], value: { type: 'directory', path: storage } }]),
  ])
}

describe('the command line', () => {
  test('of several services tells what each bot needs for itself: two cannot listen at one address', () => {
    const noteOf = (text: string) => makeExport('command', requestOf(text)).notes.join(' ')
    const many = samples['many'] ?? ''
    expect(noteOf(many)).toContain('each with its own storage and its own token;')
    expect(noteOf(`${many}diag_addr: 127.0.0.1:3001\n`)).toContain(
      'its own storage, its own --diag-addr and its own token;',
    )
  })

  test.each(['application', 'link', 'boundKeypair', 'aliases', 'secrets', 'boundLink'])(
    '%s read back is the same bot',
    (sample) => {
      const [line = ''] = linesOf(sample)
      const read = importText(line, { target: 19 })
      expect(read.parts.filter(({ path }) => path === undefined)).toEqual([])
      expect(inForce(read.text)).toEqual(inForce(alone(sample, 0, undefined)))
    },
  )

  test('of each service of several read back is that service with a place of its own', () => {
    const lines = linesOf('many')
    expect(lines).toHaveLength(6)
    for (const [index, line] of lines.entries()) {
      const read = importText(line, { target: 19 })
      const found = inForce(read.text)
      const storage = found['storage.path'] ?? ''
      expect(storage).toMatch(/^\/var\/lib\/teleport\/bot-[a-z0-9-]+-1$/)
      const expected = {
        ...inForce(alone('many', index, storage)),
        'onboarding.token': found['onboarding.token'],
        debug: 'true', // the file says yes
      }
      expect(found).toEqual(expected)
    }
  })

  test('is what a shell gives to tbot, word for word', () => {
    const [, line = ''] = linesOf('many')
    expect(words(line)).toEqual([
      'start',
      'database',
      '--destination=/opt/db',
      "--service=it's a db",
      '--username=reader',
      '--database=app',
      '--format=mongo',
      '--auth-server=auth.example.com:3025',
      '--join-method=token',
      '--token=/etc/tbot/ci-deploy-database-1.token',
      `--ca-pin=sha256:${'1'.repeat(64)}`,
      '--storage=/var/lib/teleport/bot-database-1',
      '--debug',
    ])
  })

  test('carries any name and path unharmed', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' })
      .filter((text) => text.trim() === text)
    fc.assert(
      fc.property(name, name, (app, folder) => {
        const path = `/opt/${folder.replace(/[%?#]/g, '_')}`
        const text = `version: v2\nproxy_server: a.example.com:443\nonboarding: {join_method: iam, token: aws}\nservices:\n  - type: application\n    destination: {type: directory, path: ${JSON.stringify(path)}}\n    app_name: ${JSON.stringify(app)}\n`
        const [line = ''] = linesOf(text)
        const service = valueAt(readValues(importText(line, { target: 19 }).text, 19), 'services')
        const destination = { type: 'directory', path }
        expect(service).toEqual([{ type: 'application', destination, app_name: app }])
        expect(words(line)).toContain(`--app=${app}`)
      }),
      { numRuns: 40 },
    )
  })

  test('gives a secret through the environment, which other accounts cannot see', () => {
    const [line = ''] = linesOf('application', true)
    expect(line).toMatch(/^TELEPORT_BOT_TOKEN=canary-secret-\w+ tbot start application/)
    expect(line).not.toContain('--token')
  })

  test('tells what flags cannot say', () => {
    const { leftOut, notes } = makeExport('command', requestOf('many'))
    const paths = leftOut.map(({ path }) => path)
    expect(paths).toContain('services[1].credential_ttl')
    expect(paths).toContain('outputs[0]')
    expect(notes.join(' ')).toContain('tbot start -c tbot.yaml')
    const secured = samples['application']?.replace(
      'path: /opt/machine-id',
      'path: /opt/machine-id\n      symlinks: secure',
    )
    expect(makeExport('command', requestOf(secured ?? '')).leftOut.map(({ path }) => path)).toContain(
      'services[0].destination.symlinks',
    )
  })

  test('refuses when no service can be said, with the reason', () => {
    const text = `${samples['link']?.replace(/services:[\s\S]*/, '') ?? ''}services:\n  - {type: ssh_host, destination: {type: memory}, principals: [a]}\n`
    expect(() => makeExport('command', requestOf(text))).toThrow(
      'no command line for a service of type ssh_host',
    )
  })
})
