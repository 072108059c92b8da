import { createRegistry, fromBinary, fromJson, toBinary, toJson } from '@bufbuild/protobuf'
import type { DescMessage, JsonObject, JsonValue, Message } from '@bufbuild/protobuf'
import { EmptySchema } from '@bufbuild/protobuf/wkt'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { file_teleport_clusterconfig_v1_clusterconfig_service as clusterConfig } from './gen/teleport/clusterconfig/v1/clusterconfig_service_pb.ts'
import { file_teleport_join_v1_joinservice as join1 } from './gen/teleport/join/v1/joinservice_pb.ts'
import { file_teleport_legacy_client_proto_authservice as auth } from './gen/teleport/legacy/client/proto/authservice_pb.ts'
import { file_teleport_legacy_client_proto_certs as certs } from './gen/teleport/legacy/client/proto/certs_pb.ts'
import { file_teleport_legacy_client_proto_joinservice as legacyJoin } from './gen/teleport/legacy/client/proto/joinservice_pb.ts'
import { file_teleport_legacy_types_types as types } from './gen/teleport/legacy/types/types_pb.ts'
import { file_teleport_machineid_v1_bot_instance_service as instances } from './gen/teleport/machineid/v1/bot_instance_service_pb.ts'
import { file_teleport_machineid_v1_bot_service as bots } from './gen/teleport/machineid/v1/bot_service_pb.ts'
import { file_teleport_presence_v1_presence_service as presence } from './gen/teleport/presence/v1/presence_service_pb.ts'
import { file_teleport_transport_v1_transport_service as transport } from './gen/teleport/transport/v1/transport_service_pb.ts'
import { file_teleport_trust_v1_trust_service as trust } from './gen/teleport/trust/v1/trust_service_pb.ts'
import { file_teleport_workloadidentity_v1_issuance_service as workload } from './gen/teleport/workloadidentity/v1/issuance_service_pb.ts'

const registry = createRegistry(
  clusterConfig,
  join1,
  auth,
  certs,
  legacyJoin,
  types,
  instances,
  bots,
  presence,
  transport,
  trust,
  workload,
  EmptySchema,
)
const fixtures = join(import.meta.dirname, '../../shared/fixtures')

interface Fixture {
  readonly message: string
  readonly method: string
  readonly fields: JsonObject
  readonly wire: string
}

function read(folder: string, name: string): Fixture {
  return JSON.parse(readFileSync(join(fixtures, folder, name), 'utf8')) as Fixture
}

function schemaOf(fixture: Fixture): DescMessage {
  const schema = registry.getMessage(fixture.message)
  if (!schema) throw new Error(`no schema for ${fixture.message}`)
  return schema
}

function unknownFields(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  const here = ((value as Message).$unknown ?? []).map((field) => `${path} ${field.no}`)
  const below = Object.entries(value).filter(([key]) => key !== '$unknown')
  return [...here, ...below.flatMap(([key, each]) => unknownFields(each, `${path}.${key}`))]
}

function withoutEmptyObjects(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutEmptyObjects)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, withoutEmptyObjects(each)] as const)
      .filter(([, each]) => !(typeof each === 'object' && each !== null && Object.keys(each).length === 0)),
  )
}

const cases = ['wire', 'wire-newer'].flatMap((folder) =>
  readdirSync(join(fixtures, folder)).map((name) => ({ folder, name, ...read(folder, name) })),
)

describe.each(cases)('$folder/$name ($message)', (fixture) => {
  const schema = schemaOf(fixture)
  const message = fromBinary(schema, Buffer.from(fixture.wire, 'base64'))

  it('decodes to the recorded fields and leaves nothing unknown', () => {
    expect(toJson(schema, message, { useProtoFieldName: true })).toEqual(fixture.fields)
    expect(unknownFields(message)).toEqual([])
  })

  it('encodes to bytes that decode to the same message', () => {
    const again = fromBinary(schema, toBinary(schema, fromJson(schema, fixture.fields)))
    expect(toJson(schema, again)).toEqual(toJson(schema, message))
  })

  it('decodes when empty messages are left out', () => {
    const fields = withoutEmptyObjects(fixture.fields)
    const again = fromBinary(schema, toBinary(schema, fromJson(schema, fields)))
    expect(toJson(schema, again, { useProtoFieldName: true })).toEqual(fields)
  })

  it('belongs to a method that a service declares, where our services declare it', () => {
    const [, service = '', method = ''] = fixture.method.split('/')
    const found = registry.getService(service)?.methods.find((each) => each.name === method)
    const used = found ? [found.input.typeName, found.output.typeName] : [fixture.message]
    expect(used).toContain(fixture.message)
  })
})

it('finds every fixture', () => {
  expect(cases.length).toBe(111)
})
