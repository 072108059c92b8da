import { describe, expect, test } from 'vitest'
import { checkConfig } from '../config/index.ts'
import type { YamlValue } from '../config/edit/model.ts'
import { targetVersions } from '../config/problem.ts'
import { makeExport } from './index.ts'
import type { ExportKind } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'
import { isMapValue } from '../config/edit/model.ts'
import { readValues } from './values.ts'

/** The `tbot.yaml` inside an export. */
function innerFile(kind: ExportKind, request: ReturnType<typeof requestOf>): string {
  const { files } = makeExport(kind, request)
  return files.find(({ text }) => /^version: v2$/m.test(text))?.text ?? ''
}

/** All values by path. */
function flat(value: YamlValue, path = ''): Record<string, YamlValue> {
  if (Array.isArray(value)) {
    return Object.assign({}, ...value.map((each: YamlValue, index) => flat(each, `${path}[${index}]`)))
  }
  if (!isMapValue(value)) return { [path]: value }
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, each]) => flat(each, path === '' ? key : `${path}.${key}`)),
  )
}

/** What differs between the source and the file in the export: path, value there (null: gone). */
function differences(kind: ExportKind, sample: string): Record<string, YamlValue> {
  const before = flat(readValues(samples[sample] ?? '', 19))
  const after = flat(readValues(innerFile(kind, requestOf(sample)), 19))
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return Object.fromEntries(
    paths.filter((path) => before[path] !== after[path]).map((path) => [path, after[path] ?? null]),
  )
}

const kinds = ['tbot', 'systemd', 'compose', 'github', 'gitlab'] as const

describe.each(kinds)('the file inside %s', (kind) => {
  test.each(Object.keys(samples))('of %s is one tbot takes', (sample) => {
    const { problems } = checkConfig(innerFile(kind, requestOf(sample)), { target: 19 })
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test.each(targetVersions)('is one tbot %s takes', (target) => {
    const text = `version: v2
auth_server: auth.example.com:3025
onboarding: {join_method: token, token: canary-secret-0123456789ab}
certificate_ttl: 2h
outputs:
  - type: identity
    destination: {type: directory, path: /opt/id}
`
    const made = innerFile(kind, requestOf(text, { target }))
    expect(checkConfig(made, { target }).valid).toBe(true)
  })
})

describe('what an export changes in the file, and nothing else', () => {
  test('systemd: storage and token', () => {
    expect(differences('systemd', 'application')).toEqual({
      'onboarding.token': '/run/credentials/tbot-ci-deploy.service/join-token',
      'storage.path': '/var/lib/tbot/ci-deploy',
    })
    expect(differences('systemd', 'secrets')).toEqual({})
  })

  test('compose: storage, token, the accounts and the addresses of a container', () => {
    expect(differences('compose', 'application')).toEqual({
      'onboarding.token': '/run/secrets/join-token',
      diag_addr: '0.0.0.0:3001',
      'services[0].destination.readers[0].user': null,
      'services[0].destination.readers[1].group': null,
    })
  })

  test('github: how it joins, that it runs once, and where it writes', () => {
    expect(differences('github', 'github')).toEqual({
      'services[0].destination.path': '/home/runner/work/_temp/ci-deploy/kubernetes-1',
      'services[1].destination.path': '/home/runner/work/_temp/ci-deploy/application-1',
    })
    expect(differences('github', 'link')).toEqual({
      join_uri: null,
      proxy_server: 'teleport.example.com:443',
      'onboarding.join_method': 'github',
      'onboarding.token': 'ci-deploy-github',
      oneshot: true,
      'storage.type': 'memory',
      'services[0].destination.path': '/home/runner/work/_temp/ci-deploy/identity-1',
    })
  })

  test('gitlab: the variable of the identity token stays', () => {
    expect(differences('gitlab', 'gitlab')).toEqual({
      'services[0].destination.path': '/tmp/ci-deploy/identity-1',
    })
    const { files } = makeExport('gitlab', requestOf('gitlab'))
    expect(files[0]?.text).toContain('id_tokens:\n    MY_JWT:\n      aud: teleport.example.com')
  })

  test('a pipeline names the export of its token only where that writes it', () => {
    const noteOf = (sample: string, token = '') =>
      makeExport('github', requestOf(sample, { options: { token } })).notes[0] ?? ''
    expect(noteOf('github')).toContain('The export "tctl resources" writes it.')
    expect(noteOf('github', 'another')).not.toContain('tctl')
    expect(noteOf('application')).not.toContain('tctl')
  })

  test.each(['systemd', 'compose', 'kubernetes', 'tbot', 'command'] as const)(
    '%s tells that an identity in memory needs a new secret at every start, and only then',
    (kind) => {
      const noteOf = (text: string) =>
        makeExport(kind, requestOf(text)).notes.find((note) => note.includes('is used up')) ?? ''
      const link = `${samples['link'] ?? ''}storage: {type: memory}\n`
      expect(noteOf(link)).toMatch(/every start joins anew, and a join token .*Keep the identity in a folder/)
      expect(noteOf(`${link}oneshot: true\n`)).toContain(
        'every run, also one of a timer or a retry, joins anew',
      )
      const keypair = samples['boundKeypair']?.replace(/storage: .*/, 'storage: {type: memory}') ?? ''
      expect(noteOf(keypair)).toContain('a registration secret that is used up')
      const fixed = keypair.replace(/registration_secret: .*/, 'static_private_key_path: /etc/tbot/key')
      for (const text of ['link', 'boundKeypair', 'github', fixed]) expect(noteOf(text)).toBe('')
    },
  )

  test.each([
    ['{type: kubernetes_secret, name: a}', 'the variables KUBECONFIG and POD_NAMESPACE.'],
    ['{type: kubernetes_secret, name: a, namespace: b}', 'the variable KUBECONFIG.'],
    ['{type: kubernetes_secret, name: a, kubeconfig_path: /k}', 'the variable POD_NAMESPACE.'],
    ['{type: kubernetes_secret, name: a, namespace: b, kubeconfig_path: /k}', ''],
    ['{type: memory}', ''],
  ])('outside of Kubernetes a destination %s needs: %s', (destination, needed) => {
    const text = samples['secrets']?.replace(/destination: .*\}/, `destination: ${destination}`) ?? ''
    for (const kind of ['systemd', 'compose', 'github', 'gitlab'] as const) {
      const note = makeExport(kind, requestOf(text)).notes.find((each) =>
        each.includes('outside of the cluster'),
      )
      expect(note?.slice(note.indexOf('the variable')) ?? '').toBe(needed)
    }
  })

  test('a pipeline has a proof of its own and no storage: it needs no secret twice and no Kubernetes', () => {
    const notesOf = (storage: string) =>
      makeExport('github', requestOf(`${samples['link'] ?? ''}storage: ${storage}\n`)).notes.join(' ')
    expect(notesOf('{type: memory}')).not.toContain('used up')
    expect(notesOf('{type: kubernetes_secret, name: a}')).not.toContain('KUBECONFIG')
  })

  test('every change that loses something is told', () => {
    for (const kind of ['compose', 'github', 'gitlab'] as const) {
      const { leftOut } = makeExport(kind, requestOf('application'))
      expect(leftOut.map(({ path }) => path)).toContain('services[0].destination.readers')
    }
  })
})
