import { describe, expect, test } from 'vitest'
import { makeExport } from './index.ts'
import type { Export, ExportKind } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'

const onItsOwn = samples['application']?.replace(/token: canary-secret-4\w+/, 'token: /srv/token') ?? ''
const inALink = `version: v2
join_uri: tbot+proxy+token://%2Fsrv%2Ftoken@teleport.example.com:443
services:
  - type: identity
    destination: {type: directory, path: /opt/id}
`

/** What the bot's file says about its token, and everything else of the export. */
function tokenOf(kind: ExportKind, text: string): { readonly token: string; readonly rest: Export } {
  const rest = makeExport(kind, requestOf(text))
  const file = rest.files.map((each) => each.text).find((each) => each.includes('join_method:')) ?? ''
  return { token: /^ *token: (.*)$/m.exec(file)?.[1] ?? '', rest }
}

describe.each([
  ['written in the file', onItsOwn],
  ['named by the join link', inALink],
])('a token in a file of its own, %s,', (_where, text) => {
  test('is handed to the unit', () => {
    const { token, rest } = tokenOf('systemd', text)
    expect(token).toBe('/run/credentials/tbot-ci-deploy.service/join-token')
    expect(rest.files[0]?.text).toContain('LoadCredential=join-token:/srv/token\n')
  })

  test('is handed to the container', () => {
    const { token, rest } = tokenOf('compose', text)
    expect(token).toBe('/run/secrets/join-token')
    expect(rest.files[0]?.text).toContain('secrets:\n  join-token:\n    file: /srv/token\n')
  })

  test('goes into the Secret of the pod, which the notes tell to make', () => {
    const { token, rest } = tokenOf('kubernetes', text)
    expect(token).toBe('/var/run/secrets/tbot/token')
    expect(rest.files[0]?.text).toContain('secretName: tbot-ci-deploy-join')
    expect(rest.notes.join(' ')).toContain('--from-file=token=FILE')
  })

  test.each([false, true])(
    'is refused by the chart, which has no files, also with secrets: %s',
    (withSecrets) => {
      expect(() => makeExport('helm', requestOf(text, { withSecrets }))).toThrow('ConfigMap')
    },
  )
})

describe('a registration secret in a file of its own', () => {
  const text =
    samples['boundKeypair']?.replace(/registration_secret: .*/, 'registration_secret_path: /srv/reg 1') ?? ''
  const placeIn = (kind: ExportKind) => {
    const rest = makeExport(kind, requestOf(text))
    const all = rest.files.map((each) => each.text).join('\n')
    return { place: /registration_secret_path: (.*)$/m.exec(all)?.[1], all, notes: rest.notes.join(' ') }
  }

  test('is handed to the unit, the container and the pod', () => {
    const unit = placeIn('systemd')
    expect(unit.place).toBe('/run/credentials/tbot-ci-deploy.service/registration-secret')
    expect(unit.all).toContain('LoadCredential=registration-secret:/srv/reg 1\n')
    const container = placeIn('compose')
    expect(container.place).toBe('/run/secrets/registration-secret')
    expect(container.all).toContain('registration-secret:\n    file: /srv/reg 1\n')
    const pod = placeIn('kubernetes')
    expect(pod.place).toBe('/var/run/secrets/tbot/registration-secret')
    expect(pod.notes).toContain('--from-file=registration-secret=FILE')
    for (const { notes } of [container, pod]) expect(notes).not.toContain('does not have')
  })

  test('is named as missing in the pod of the chart', () => {
    expect(placeIn('helm').notes).toContain(
      'take the key out: onboarding.bound_keypair.registration_secret_path.',
    )
  })
})

test.each(['compose', 'kubernetes', 'helm'] as const)('%s names what its container does not have', (kind) => {
  const text = `version: v2
auth_server: a.example.com:3025
onboarding: {join_method: kubernetes, token: x, ca_path: /etc/ca, bound_keypair: {static_private_key_path: /unused}}
services:
  - {type: identity, destination: {type: kubernetes_secret, name: a, kubeconfig_path: /etc/kube}}
  - {type: ssh-multiplexer, destination: {type: directory, path: /opt/m}, proxy_command: [/opt/fdpass], proxy_templates_path: ''}
`
  const note = makeExport(kind, requestOf(text)).notes.find((each) => each.includes('does not have'))
  const keys = 'onboarding.ca_path, services[0].destination.kubeconfig_path, services[1].proxy_command.'
  expect(note).toBe(
    `The container does not have what these keys name; mount it, or take the key out: ${keys}`,
  )
})
