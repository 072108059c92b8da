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
