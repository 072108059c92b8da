import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { makeExport } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'
import { listAt, mapAt, readValues, textAt, valueAt } from './values.ts'
import type { PlainMap } from './values.ts'

/** Values the chart knows (its values.yaml, 18 line). */
const known = [
  'clusterName',
  'teleportProxyAddress',
  'teleportAuthAddress',
  'defaultOutput',
  'persistence',
  'tbotConfig',
  'outputs',
  'services',
  'joinMethod',
  'token',
  'debug',
]

/** What the chart makes of its values: its own keys, then `tbotConfig` merged over. */
function rendered(values: PlainMap): PlainMap {
  const proxy = textAt(values, 'teleportProxyAddress')
  const own: PlainMap = {
    version: 'v2',
    ...(proxy === '' ? { auth_server: textAt(values, 'teleportAuthAddress') } : { proxy_server: proxy }),
    onboarding: { join_method: textAt(values, 'joinMethod'), token: textAt(values, 'token') },
    services: listAt(values, 'services'),
    outputs: listAt(values, 'outputs'),
  }
  const over = mapAt(values, 'tbotConfig')
  return { ...own, ...over, onboarding: { ...mapAt(own, 'onboarding'), ...mapAt(over, 'onboarding') } }
}

const fitting = ['secrets', 'boundKeypair']

describe('the Helm export', () => {
  test.each(fitting)('%s: the chart makes the same configuration of it', (sample) => {
    const [file] = makeExport('helm', requestOf(sample)).files
    const values = parse(file?.text ?? '') as PlainMap
    expect(Object.keys(values).filter((key) => !known.includes(key))).toEqual([])
    const before = readValues(samples[sample] ?? '', 19)
    const after = rendered(values)
    expect(valueAt(after, 'proxy_server')).toBe(valueAt(before, 'proxy_server'))
    expect(valueAt(after, 'onboarding', 'join_method')).toBe(valueAt(before, 'onboarding', 'join_method'))
    expect(valueAt(after, 'onboarding', 'token')).toBe(valueAt(before, 'onboarding', 'token'))
    expect([...listAt(after, 'services'), ...listAt(after, 'outputs')]).toEqual([
      ...listAt(before, 'services'),
      ...listAt(before, 'outputs'),
    ])
  })

  test('keys without a value of the chart go into tbotConfig', () => {
    const text = `${samples['secrets'] ?? ''}credential_ttl: 30m\nrenewal_interval: 10m\n`
    const [file] = makeExport('helm', requestOf(text)).files
    expect(mapAt(parse(file?.text ?? '') as PlainMap, 'tbotConfig')).toEqual({
      credential_ttl: '30m',
      renewal_interval: '10m',
    })
  })

  test('rights in other namespaces are a file of their own: the chart gives them in its own only', () => {
    const text = `${samples['secrets'] ?? ''}  - {type: identity, destination: {type: kubernetes_secret, name: kc, namespace: apps}}\n`
    const { files, notes } = makeExport('helm', requestOf(text))
    expect(files.map(({ path }) => path)).toEqual(['values.yaml', 'access.yaml'])
    const objects = parseAllDocuments(files[1]?.text ?? '').map((each) => each.toJS() as PlainMap)
    expect(objects.map(({ kind, metadata }) => [kind, textAt(metadata, 'namespace')])).toEqual([
      ['Role', 'apps'],
      ['RoleBinding', 'apps'],
    ])
    // The chart calls its account like the release.
    expect(files[0]?.about).toContain('--install tbot-ci-deploy ')
    expect(listAt(objects[1], 'subjects')).toEqual([
      { kind: 'ServiceAccount', name: 'tbot-ci-deploy', namespace: 'teleport' },
    ])
    expect(notes.join(' ')).toContain('Secrets in apps too')
    expect(makeExport('helm', requestOf('secrets')).files).toHaveLength(1)
  })

  test('a path of the account token is left out: the chart mounts it in a place of its own', () => {
    const text =
      samples['secrets']?.replace(
        'token: kube-bot',
        'token: kube-bot\n  kubernetes: {token_path: /var/run/x/token}',
      ) ?? ''
    const { files, leftOut } = makeExport('helm', requestOf(text))
    expect(parse(files[0]?.text ?? '')).not.toHaveProperty('tbotConfig')
    expect(leftOut.map(({ path }) => path)).toEqual(['onboarding.kubernetes.token_path'])
  })

  test.each(['', 'main'])(
    'a cluster is named by the host of its address, or by the option: "%s"',
    (cluster) => {
      const { files, notes } = makeExport('helm', requestOf('secrets', { options: { cluster } }))
      const name = textAt(parse(files[0]?.text ?? '') as PlainMap, 'clusterName')
      expect(name).toBe(cluster || 'teleport.example.com')
      expect(notes.join(' ').includes('made out for teleport.example.com')).toBe(cluster === '')
    },
  )

  test.each([
    ['proxy_server', 'teleport.example.com:443', '[2001:db8::1]:3080'],
    ['onboarding.token', 'kube-bot', '0123'],
    ['onboarding.token', 'kube-bot', 'kube # bot'],
    ['onboarding.token', 'kube-bot', '*bot'],
  ])(
    '%s is refused where the chart, which writes no quotes, would make something else of it',
    (key, old, odd) => {
      const text = samples['secrets']?.replace(old, JSON.stringify(odd)) ?? ''
      expect(() => makeExport('helm', requestOf(text))).toThrow(`the chart writes ${key} without quotes`)
      expect(() => makeExport('kubernetes', requestOf(text))).not.toThrow()
    },
  )

  test('a secret token is refused: the chart keeps it in a ConfigMap', () => {
    expect(() => makeExport('helm', requestOf('application'))).toThrow('ConfigMap')
  })

  test('a bot that runs once is refused', () => {
    expect(() => makeExport('helm', requestOf('github'))).toThrow('runs once')
  })
})
