import { Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { Job } from 'kubernetes-models/batch/v1/Job'
import { Role } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role'
import { RoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding'
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { Secret } from 'kubernetes-models/v1/Secret'
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { checkConfig } from '../config/index.ts'
import { makeExport } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'
import { listAt, mapAt, readValues, textAt } from './values.ts'
import type { PlainMap } from './values.ts'

/** The published schema of each kind; `validate` throws with every fault. */
const kinds: Readonly<Record<string, new (value: never) => { validate(): void }>> = {
  ConfigMap,
  Deployment,
  Job,
  Role,
  RoleBinding,
  Secret,
  ServiceAccount,
}

function objectsOf(sample: string, withSecrets = false): PlainMap[] {
  const [file] = makeExport('kubernetes', requestOf(sample, { withSecrets })).files
  return parseAllDocuments(file?.text ?? '').map((each) => each.toJS() as PlainMap)
}

function ofKind(objects: readonly PlainMap[], kind: string): PlainMap {
  const found = objects.find((each) => each['kind'] === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  return found
}

const configOf = (objects: readonly PlainMap[]) => textAt(ofKind(objects, 'ConfigMap'), 'data', 'tbot.yaml')

describe('the Kubernetes export', () => {
  test.each(Object.keys(samples).flatMap((name) => [[name, false] as const, [name, true] as const]))(
    '%s, with secrets: %s, is accepted by the schemas of Kubernetes',
    (sample, withSecrets) => {
      const objects = objectsOf(sample, withSecrets)
      expect(objects.length).toBeGreaterThan(2)
      for (const object of objects) {
        const Kind = kinds[textAt(object, 'kind')]
        if (Kind === undefined) throw new Error(`no schema for ${textAt(object, 'kind')}`)
        new Kind(object as never).validate()
      }
    },
  )

  test('the schemas do refuse: a misspelled strategy is found', () => {
    const deployment = ofKind(objectsOf('application'), 'Deployment')
    const wrong = { ...deployment, spec: { ...mapAt(deployment, 'spec'), replicas: 'one' } }
    expect(() => new Deployment(wrong as never).validate()).toThrow('replicas')
  })

  test.each(Object.keys(samples))('%s runs the same services, and tbot accepts its file', (sample) => {
    const text = configOf(objectsOf(sample))
    const errors = checkConfig(text, { target: 19 }).problems.filter(({ severity }) => severity === 'error')
    expect(errors).toEqual([])
    const before = readValues(samples[sample] ?? '', 19)
    const after = readValues(text, 19)
    const bare = (values: PlainMap) =>
      ['services', 'outputs'].map((key) =>
        listAt(values, key).map((each) => {
          const { readers: _readers, ...destination } = mapAt(each, 'destination')
          return { ...(each as PlainMap), destination }
        }),
      )
    expect(bare(after)).toEqual(bare(before))
  })

  test('one pod at a time, that may write its own Secrets and no others', () => {
    const objects = objectsOf('application')
    expect(mapAt(ofKind(objects, 'Deployment'), 'spec')).toMatchObject({
      replicas: 1,
      strategy: { type: 'Recreate' },
    })
    expect(listAt(ofKind(objects, 'Role'), 'rules')).toEqual([
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: ['tbot-ci-deploy-storage'],
        verbs: ['get', 'update', 'patch'],
      },
    ])
  })

  test('a Role and a RoleBinding in each namespace the bot writes Secrets in, and the note that says so', () => {
    const text = `${samples['secrets']?.replace('type: memory', 'type: kubernetes_secret, name: st, namespace: ops') ?? ''}
  - {type: identity, destination: {type: kubernetes_secret, name: kc, namespace: apps}}
  - {type: identity, destination: {type: kubernetes_secret, name: there, kubeconfig_path: /etc/kube}}
  - {type: kubernetes/argo-cd, selectors: [{name: a}], secret_namespace: argocd}
`
    const objects = objectsOf(text)
    const write = ['get', 'update', 'patch']
    const rolesAt = objects
      .filter(({ kind }) => kind === 'Role')
      .map((role) => [
        textAt(role, 'metadata', 'namespace'),
        ...listAt(role, 'rules').map((rule) => [listAt(rule, 'resourceNames'), listAt(rule, 'verbs')]),
      ])
    expect(rolesAt).toEqual([
      ['teleport', [[], ['create']], [['bot-identity'], write]],
      ['apps', [[], ['create']], [['kc'], write]],
      ['ops', [[], ['create']], [['st'], write]],
      ['argocd', [[], ['create']], [[], ['get', 'list', 'update', 'patch', 'delete']]],
    ])
    const bindings = objects.filter(({ kind }) => kind === 'RoleBinding')
    expect(bindings.map((each) => textAt(each, 'metadata', 'namespace'))).toEqual(rolesAt.map(([at]) => at))
    for (const each of bindings) {
      expect(listAt(each, 'subjects')).toEqual([
        { kind: 'ServiceAccount', name: 'tbot-ci-deploy', namespace: 'teleport' },
      ])
    }
    expect(makeExport('kubernetes', requestOf(text)).notes.join(' ')).toContain(
      'Secrets in apps, ops, argocd too',
    )
    expect(makeExport('kubernetes', requestOf('secrets')).notes.join(' ')).not.toContain('make a Role')
  })

  test('the method kubernetes gets a projected token for the Teleport cluster, and forgets its identity', () => {
    const objects = objectsOf('secrets')
    expect(JSON.stringify(ofKind(objects, 'Deployment'))).toContain(
      '{"serviceAccountToken":{"path":"token","expirationSeconds":600,"audience":"teleport.example.com"}}',
    )
    expect(configOf(objects)).toContain('type: memory')
  })

  test.each([
    ['[2001:db8::1]:3080', '', '2001:db8::1'],
    ['teleport.example.com:443', 'main', 'main'],
  ])('the cluster at %s, called "%s", is the audience %s', (address, cluster, audience) => {
    const text = samples['secrets']?.replace('teleport.example.com:443', JSON.stringify(address)) ?? ''
    const { files, notes } = makeExport('kubernetes', requestOf(text, { options: { cluster } }))
    expect(files[0]?.text).toContain(`audience: ${audience}\n`)
    expect(notes.join(' ').includes('made out for 2001:db8::1')).toBe(cluster === '')
  })

  test('low ports are open to the account of the pod, and the notes say who reaches a listener', () => {
    const made = (text: string) => makeExport('kubernetes', requestOf(text))
    const low = made(samples['many']?.replace('tcp://127.0.0.1:8080', 'tcp://0.0.0.0:80') ?? '')
    expect(low.files[0]?.text).toContain('name: net.ipv4.ip_unprivileged_port_start')
    expect(low.notes.join(' ')).toContain('open to the network of the pods')
    const high = made('many')
    expect(high.files[0]?.text).not.toContain('sysctls')
    expect(high.notes.join(' ')).toContain('from its own pod only')
    expect(made('application').notes.join(' ')).not.toContain('listener')
  })

  test('the file names no other place for that token: it would beat the variable', () => {
    const text =
      samples['secrets']?.replace(
        'token: kube-bot',
        'token: kube-bot\n  kubernetes: {token_path: /var/run/x/token}',
      ) ?? ''
    const objects = objectsOf(text)
    expect(readValues(configOf(objects), 19)['onboarding']).toEqual({
      join_method: 'kubernetes',
      token: 'kube-bot',
    })
    const pod = JSON.stringify(ofKind(objects, 'Deployment'))
    expect(pod).toContain('{"name":"KUBERNETES_TOKEN_PATH","value":"/var/run/secrets/tokens/token"}')
    expect(pod).toContain('{"name":"join-token","mountPath":"/var/run/secrets/tokens","readOnly":true}')
    const { leftOut } = makeExport('kubernetes', requestOf(text))
    expect(leftOut.map(({ path }) => path)).toContain('onboarding.kubernetes.token_path')
  })

  test('a bot that runs once is a Job without probes and without an address for them', () => {
    const text = `${samples['github'] ?? ''}diag_addr: 127.0.0.1:3001\n`
    const objects = objectsOf(text)
    const job = ofKind(objects, 'Job')
    expect(configOf(objects)).not.toContain('diag_addr')
    expect(configOf(objectsOf('github'))).not.toContain('diag_addr')
    expect(makeExport('kubernetes', requestOf(text)).leftOut.map(({ path }) => path)).toContain('diag_addr')
    expect(JSON.stringify(job)).not.toContain('livenessProbe')
    expect(mapAt(job, 'spec', 'template', 'spec')).toMatchObject({ restartPolicy: 'OnFailure' })
  })

  test('the token goes into a Secret that the notes tell to make', () => {
    const { leftOut, notes } = makeExport('kubernetes', requestOf('application'))
    expect(leftOut[0]?.reason).toContain('the Secret tbot-ci-deploy-join, key token')
    expect(notes.join(' ')).toContain('create secret generic tbot-ci-deploy-join --from-file=token=FILE')
  })
})
