import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { makeExport, slugOf } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'
import { textAt } from './values.ts'

const head = 'version: v2\nproxy_server: a.example.com:443\nonboarding: {join_method: kubernetes, token: x}\n'

function make(kind: 'kubernetes' | 'helm', service: object, options = {}) {
  const text = `${head}services:\n  - ${JSON.stringify({ type: 'identity', ...service })}\n`
  return () => makeExport(kind, requestOf(text, { options }))
}

const secret = (more: object) => ({ destination: { type: 'kubernetes_secret', name: 'a', ...more } })
const argo = (more: object) => ({ type: 'kubernetes/argo-cd', selectors: [{ name: 'a' }], ...more })
const long = 'x'.repeat(64)

describe.each(['kubernetes', 'helm'] as const)('%s', (kind) => {
  test.each([
    ['a name with capitals', secret({ name: 'Bad_Name' }), 'destination.name'],
    ['a name of 254 letters', secret({ name: 'x'.repeat(254) }), 'destination.name'],
    ['a name that ends with a dot', secret({ name: 'a.' }), 'destination.name'],
    ['a namespace with a dot', secret({ namespace: 'a.b' }), 'destination.namespace'],
    ['a namespace of 64 letters', secret({ namespace: long }), 'destination.namespace'],
    ['a label of 64 letters', secret({ labels: { a: long } }), 'destination.labels'],
    ['a label with a blank', secret({ labels: { a: 'b c' } }), 'destination.labels'],
    ['a label that is a template', secret({ labels: { a: '{{.KubeName}}' } }), 'destination.labels'],
    ['a key with two slashes', secret({ labels: { 'a/b/c': '1' } }), 'destination.labels'],
    ['a key with an odd prefix', secret({ labels: { 'A_/b': '1' } }), 'destination.labels'],
    ['a namespace of Argo CD', argo({ secret_namespace: 'A' }), 'secret_namespace'],
    ['a label for Argo CD', argo({ secret_labels: { a: '-' } }), 'secret_labels'],
  ])('refuses %s, and says where and why without repeating it', (_what, service, place) => {
    expect(make(kind, service)).toThrow(
      expect.objectContaining({
        code: 'export.not-possible',
        message: expect.stringMatching(`^Kubernetes refuses services\\[0\\]\\.${place}: a .* has .*letters`),
      }),
    )
  })

  test.each([
    secret({ name: 'a.b-c.1', namespace: 'x'.repeat(63), labels: { 'example.com/a_b': 'V.1', b: '' } }),
    argo({ secret_labels: { cluster: '{{.KubeName}} of Argo' } }),
  ])('takes what the API server takes: %j', (service) => {
    expect(make(kind, service)).not.toThrow()
  })

  test.each(['A', '-a', 'a.b', long])('has no namespace %s', (namespace) => {
    expect(make(kind, secret({}), { namespace })).toThrow(
      expect.objectContaining({ code: 'usage.bad-argument' }),
    )
  })
})

test('the storage of the file is looked at where it is kept, and the chart has its own', () => {
  const text = `${head}storage: {type: kubernetes_secret, name: Bad_Name}\n`
  expect(() => makeExport('kubernetes', requestOf(text))).toThrow('Kubernetes refuses storage.name')
  expect(() => makeExport('helm', requestOf(text))).not.toThrow()
})

test.each(['kubernetes', 'helm'] as const)('%s tells that a pod has no proof of GitHub', (kind) => {
  const { notes } = makeExport(kind, requestOf(head.replace('method: kubernetes', 'method: github')))
  expect(notes.join(' ')).toContain('GitHub Actions: this way to join takes its proof from where it runs')
})

describe('a folder in a pod', () => {
  const folder = (path: string) => ({ destination: { type: 'directory', path } })
  const socket = (listen: string) => ({ type: 'workload-identity-api', selector: { name: 'a' }, listen })

  test.each([
    [folder('/opt/a:b'), 'destination.path: a folder of a container has no colon'],
    [folder('/'), 'destination.path: in a pod / is taken'],
    [folder('/etc/tbot'), 'destination.path: in a pod /etc/tbot is taken'],
    [folder('/etc/tbot/out/'), 'destination.path: in a pod /etc/tbot is taken'],
    [folder('/var/run/secrets/tokens'), 'destination.path: in a pod /var/run/secrets/tokens is taken'],
    [socket('unix:///run/a:b/api.sock'), 'listen: a folder of a container has no colon'],
    [socket('unix:///api.sock'), 'listen: in a pod / is taken'],
  ])('is refused where it cannot be mounted: %j', (service, reason) => {
    expect(make('kubernetes', service)).toThrow(`Kubernetes refuses services[0].${reason}`)
  })

  test('is mounted once, in whatever ways it is written', () => {
    const text = `${head}services:\n${['/etc/tbot-a', './etc/tbot-a', '/etc/tbot-a/']
      .map((path) => `  - ${JSON.stringify({ type: 'identity', ...folder(path) })}\n`)
      .join('')}`
    const [file] = makeExport('kubernetes', requestOf(text)).files
    expect(file?.text.match(/mountPath: \/etc\/tbot-a$/gm)).toHaveLength(1)
  })
})

describe('the name of the objects', () => {
  test.each([
    ['My Bot (prod)', 'my-bot-prod'],
    ['Łódź', 'd'],
    ['日本', 'bot'],
    ['--', 'bot'],
    [`${'a'.repeat(47)}-b`, 'a'.repeat(47)],
    ['a'.repeat(100), 'a'.repeat(48)],
  ])('of %s is %s: a label, and no longer than a release of Helm', (bot, slug) => {
    expect(slugOf(bot)).toBe(slug)
    const [file] = makeExport('kubernetes', requestOf('application', { bot })).files
    for (const object of parseAllDocuments(file?.text ?? '')) {
      const metadata: unknown = object.toJS().metadata
      expect(metadata).toMatchObject({ name: `tbot-${slug}`, labels: { 'app.kubernetes.io/instance': slug } })
    }
    const [values] = makeExport('helm', requestOf('secrets', { bot })).files
    const release = /--install (\S+) /.exec(values?.about ?? '')?.[1] ?? ''
    expect(release).toMatch(/^[a-z0-9](?:[-a-z0-9]{0,51}[a-z0-9])$/)
  })

  test('a port of 0 is none the kubelet could ask at: it becomes another', () => {
    const text = samples['application']?.replace('127.0.0.1:3001', '127.0.0.1:0') ?? ''
    const objects = parseAllDocuments(makeExport('kubernetes', requestOf(text)).files[0]?.text ?? '')
    const config = objects.map((each) => textAt(each.toJS(), 'data', 'tbot.yaml')).join('')
    expect(config).toContain('diag_addr: 0.0.0.0:3001')
  })
})
