import { describe, expect, test } from 'vitest'
import { applyEdits } from '../line-index.ts'
import { maskSecrets } from '../mask-secrets.ts'
import { planChange } from './index.ts'
import type { FolderFacts, Plan, PlanFacts } from './index.ts'

const head = `version: v2
auth_server: teleport.example.com:3025
onboarding: {join_method: token, token: canary-secret-0123456789} # ours
storage: {type: directory, path: /var/lib/bot}
`
const grafana = `  - type: application
    name: grafana
    app_name: grafana
    destination: {type: directory, path: /opt/grafana}
`
const base = `${head}services:\n${grafana}`

const facts = (changes: Partial<PlanFacts> = {}): PlanFacts => ({
  account: 'deploy',
  folders: new Map(),
  hasIdentity: true,
  ...changes,
})

function plan(after: string, o: { before?: string; facts?: Partial<PlanFacts>; shown?: string } = {}): Plan {
  const before = o.before === undefined ? {} : { before: o.before }
  const shown = o.shown === undefined ? {} : { shown: o.shown }
  return planChange({ ...before, ...shown, after, target: 19, facts: facts(o.facts) })
}

const fixOf = ({ hazards }: Plan, code: string) => hazards.find((each) => each.code === code)?.fix

describe('a fix', () => {
  test('is an edit of the text with dots, not of the one with the secret', () => {
    const to = (name: string) =>
      `{type: application, name: ${name}, app_name: a, destination: {type: directory, path: /opt/out}}`
    const text = `{version: v2, auth_server: "a:1", onboarding: {join_method: token, token: canary-secret-01}, services: [${to('one')}, ${to('two')}]}`
    const shown = maskSecrets(text)
    const fix = fixOf(plan(text, { shown }), 'config.shared-folder')
    expect(applyEdits(shown, fix?.edits ?? [])).toBe(shown.replace(/(two.*)\/opt\/out/, '$1/opt/out-two'))
    const nested = text.replace(/(two.*\/opt\/out)/, '$1/deep')
    const shownNested = maskSecrets(nested)
    const other = fixOf(plan(nested, { shown: shownNested }), 'destination.nested')
    expect(applyEdits(shownNested, other?.edits ?? [])).toBe(
      shownNested.replace('/opt/out/deep', '/opt/out-two'),
    )
  })

  test('gives the second writer of a folder one of its own', () => {
    const second = grafana.replace('name: grafana', 'name: loki')
    const text = `${base}${second}`
    const fix = fixOf(plan(text), 'config.shared-folder')
    expect(fix?.title).toBe('Use /opt/grafana-loki')
    const fixed = applyEdits(text, fix?.edits ?? [])
    expect(fixed).toBe(`${base}${second.replace('/opt/grafana', '/opt/grafana-loki')}`)
    expect(plan(fixed).hazards).toEqual([])
  })

  test('leads out of the bot’s own storage', () => {
    for (const folder of ['/var/lib/bot', '/var/lib/bot/out/deep']) {
      const text = base.replace('/opt/grafana', folder)
      const fix = fixOf(plan(text), 'config.output-in-storage')
      expect(fix?.title).toBe('Use /var/lib/bot-grafana')
      expect(plan(applyEdits(text, fix?.edits ?? [])).hazards).toEqual([])
    }
  })

  test('leads out of the folder of another service, and past names that are taken', () => {
    const second = grafana.replace('name: grafana', 'name: loki').replace('/opt/grafana', '/opt/grafana/in')
    const third = grafana.replace('name: grafana', 'name: third').replace('/opt/grafana', '/opt/grafana-loki')
    const text = `${base}${second}${third}`
    const fix = fixOf(plan(text), 'destination.nested')
    expect(fix?.title).toBe('Use /opt/grafana-loki-2')
    expect(plan(applyEdits(text, fix?.edits ?? [])).hazards).toEqual([])
  })

  test.each(['/opt/grafana', '/opt/grafana/deep', '/opt'])(
    'parts from the bot that writes to %s',
    (folder) => {
      const neighbours = [{ bot: 'other', path: 'services[0]', service: 'x', folder }]
      const fix = fixOf(plan(base, { facts: { neighbours } }), 'destination.shared')
      const fixed = applyEdits(base, fix?.edits ?? [])
      expect(fixed).not.toBe(base)
      expect(plan(fixed, { facts: { neighbours } }).hazards).toEqual([])
    },
  )

  test('writes where a link leads', () => {
    const link: FolderFacts = { path: '/opt/grafana', exists: true, kind: 'link', realPath: '/srv/real' }
    const folders = new Map([['/opt/grafana', link]])
    const fix = fixOf(plan(base, { facts: { folders } }), 'destination.symlink')
    expect(fix?.title).toBe('Use /srv/real')
    expect(applyEdits(base, fix?.edits ?? [])).toBe(base.replace('/opt/grafana', '/srv/real'))
  })

  test('adds the readers that would lose access, and keeps those there are', () => {
    const readers = (list: string) =>
      base.replace('path: /opt/grafana}', `path: /opt/grafana, readers: [${list}]}`)
    const before = readers('{user: nginx}, {group: web}')
    const both = fixOf(plan(base, { before }), 'destination.readers-removed')
    expect(both?.title).toBe('Add nginx and group web as readers')
    expect(applyEdits(base, both?.edits ?? [])).toBe(before)
    const one = fixOf(plan(readers('{user: nginx}'), { before }), 'destination.readers-removed')
    expect(one?.title).toBe('Add group web as reader')
    expect(applyEdits(readers('{user: nginx}'), one?.edits ?? [])).toBe(before)
  })
})

describe('no fix is offered', () => {
  test('where readers would not count', () => {
    const before = base.replace('path: /opt/grafana}', 'path: /opt/grafana, readers: [{user: nginx}]}')
    const off = before.replace('readers:', 'acls: off, readers:')
    expect(plan(off, { before }).hazards.map(({ code, fix }) => [code, fix])).toContainEqual([
      'destination.readers-removed',
      undefined,
    ])
  })

  test('for the storage: another one would be another identity', () => {
    const neighbours = [{ bot: 'other', path: 'storage', folder: '/var/lib/bot' }]
    expect(plan(base, { facts: { neighbours } }).hazards.map(({ code, fix }) => [code, fix])).toEqual([
      ['storage.shared', undefined],
    ])
  })

  test('that would show a secret', () => {
    const text = `${base}${grafana.replace('name: grafana', 'name: loki')}`.replaceAll(
      '/opt/grafana',
      '/opt/canary-secret-0123456789',
    )
    const result = plan(text, { shown: maskSecrets(text) })
    expect(result.hazards.map(({ code }) => code)).toContain('config.shared-folder')
    expect(JSON.stringify(result)).not.toContain('canary-secret')
    expect(fixOf(result, 'config.shared-folder')?.edits ?? []).toEqual([])
  })
})
