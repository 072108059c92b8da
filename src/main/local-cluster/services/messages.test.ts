import { fromJson } from '@bufbuild/protobuf'
import type { JsonValue } from '@bufbuild/protobuf'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ListResourcesResponseSchema } from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import { LockV2Schema, RoleV6Schema } from '../../../../proto/gen/teleport/legacy/types/types_pb.ts'
import { readResource } from '../resources/parse.ts'
import { appServerMessage, lockMessage } from './messages.ts'
import { roleMessage } from './role-message.ts'

const fixtures = join(import.meta.dirname, '../../../../../shared/fixtures')

function fields(name: string): JsonValue {
  const text = readFileSync(join(fixtures, 'wire', `${name}.json`), 'utf8')
  return (JSON.parse(text) as { fields: JsonValue }).fields
}

describe('messages of resources', () => {
  it('of a bot role hold what the official encoder writes', () => {
    const official = fromJson(RoleV6Schema, fields('role-response-bot'))
    const role = readResource({
      kind: 'role',
      version: 'v7',
      metadata: {
        name: 'bot-grafana',
        description: 'Automatically generated role for bot grafana',
        labels: { 'teleport.internal/bot': 'grafana' },
      },
      spec: {
        options: { max_session_ttl: '12h' },
        allow: {
          rules: [{ resources: ['cert_authority'], verbs: ['readnosecrets'] }],
          impersonate: { roles: ['grafana-access'] },
        },
      },
    })
    if (role.kind !== 'role') throw new Error('not a role')
    const ours = roleMessage(role)
    expect(ours.Metadata).toEqual(official.Metadata)
    expect(ours.Spec?.Options?.MaxSessionTTL).toBe(official.Spec?.Options?.MaxSessionTTL)
    // The official one was encoded without its defaults: no namespaces.
    expect({ ...ours.Spec?.Allow, Namespaces: [] }).toEqual({ ...official.Spec?.Allow })
    expect({ ...ours.Spec?.Deny, Namespaces: [] }).toEqual({ ...official.Spec?.Deny })
  })

  it('of an access role hold the same grants', () => {
    const official = fromJson(RoleV6Schema, fields('role-response-app'))
    const role = readResource({
      kind: 'role',
      version: 'v7',
      metadata: { name: 'grafana-access' },
      spec: {
        allow: {
          logins: ['trial'],
          app_labels: { env: 'trial' },
          db_labels: { '*': '*' },
          kubernetes_labels: { '*': '*' },
          db_names: ['metrics'],
          db_users: ['reader'],
          kubernetes_groups: ['viewers'],
        },
      },
    })
    if (role.kind !== 'role') throw new Error('not a role')
    const ours = roleMessage(role)
    expect(ours.Spec?.Allow).toEqual(official.Spec?.Allow)
    expect(ours.Spec?.Deny).toEqual(official.Spec?.Deny)
    expect(ours.Spec?.Options).toMatchObject({
      MaxSessionTTL: official.Spec?.Options?.MaxSessionTTL,
      CertificateFormat: 'standard',
      BPF: ['command', 'network'],
    })
  })

  it('of an application are what the official encoder writes', () => {
    const official = fromJson(ListResourcesResponseSchema, fields('list-apps-response'))
    const app = readResource({
      kind: 'app',
      metadata: { name: 'grafana', labels: { env: 'trial' } },
      spec: { uri: 'http://127.0.0.1:3000', public_addr: 'grafana.trial.example' },
    })
    if (app.kind !== 'app') throw new Error('not an app')
    const server = {
      hostId: '11111111-2222-4333-8444-555555555555',
      hostname: 'node.trial.example',
      version: '18.0.0-dev',
    }
    expect(appServerMessage(app, server)).toEqual(official.Resources[0]?.resource.value)
  })

  it('of a lock are what the official encoder writes', () => {
    const event = fields('watch-lock-event') as { Lock: JsonValue }
    const lock = readResource({
      kind: 'lock',
      metadata: { name: '33333333-4444-4555-8666-777777777777' },
      spec: {
        target: { user: 'bot-grafana' },
        message: 'trial lock',
        created_at: '2030-01-02T03:04:05Z',
        created_by: 'admin',
      },
    })
    if (lock.kind !== 'lock') throw new Error('not a lock')
    expect(lockMessage(lock)).toEqual(fromJson(LockV2Schema, event.Lock))
  })
})
