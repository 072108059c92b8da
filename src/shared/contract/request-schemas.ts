import { exportKinds } from '../export/model.ts'
import type { RequestName } from './requests.ts'

/** JSON Schema of each request's body; the main side checks it before a handler runs. */
export type RequestSchema = Readonly<Record<string, unknown>>

const text = { type: 'string', maxLength: 1_048_576 }
const name = { type: 'string', minLength: 1, maxLength: 256 }
const path = { type: 'string', minLength: 1, maxLength: 4096 }
const target = { type: 'integer', minimum: 1, maximum: 100 }

function body(properties: Record<string, unknown>, optional: Record<string, unknown> = {}): RequestSchema {
  return {
    type: 'object',
    properties: { ...properties, ...optional },
    required: Object.keys(properties),
    additionalProperties: false,
  }
}

const empty = body({})
const bot = body({ bot: name })
const readers = {
  type: 'array',
  items: body({ kind: { enum: ['user', 'group'] }, name }),
  maxItems: 100,
}
const foreignPlace = { folder: path, followsLinks: { type: 'boolean' } }
const exportOrder = {
  bot: name,
  kind: { enum: exportKinds },
  options: { type: 'object', additionalProperties: { type: 'string', maxLength: 1024 }, maxProperties: 50 },
  withSecrets: { type: 'boolean' },
}

export const requestSchemas: Readonly<Record<RequestName, RequestSchema>> = {
  'app:info': empty,
  'app:read-preferences': empty,
  'app:write-preferences': body({
    preferences: body({
      scheme: { enum: ['light', 'dark', 'system'] },
      sidebarWidth: { type: 'number', minimum: 0, maximum: 2000 },
      lastRoute: { type: 'string', maxLength: 2048 },
      singleKeys: { type: 'boolean' },
      utc: { type: 'boolean' },
    }),
  }),
  'app:choose-file': empty,
  'app:complete-path': body({ prefix: { type: 'string', maxLength: 4096 } }),
  'app:recent-files': empty,
  'app:open-folder': body({ path }),
  'bots:review': body({ path }),
  'bots:add': body({ path, name }),
  'bots:create': body({ name, text, start: { type: 'boolean' } }),
  'bots:start': bot,
  'bots:stop': bot,
  'bots:renew': bot,
  'bots:remove': body({ bot: name, deleteFiles: { type: 'boolean' } }),
  'bots:read-credential': body({ bot: name, service: name, artifact: name }),
  'config:read': bot,
  'config:check': body({ text, target }, { bot: name }),
  'config:save-draft': body({ bot: name, text }),
  'config:discard-draft': bot,
  'config:set-target': body({ bot: name, target }),
  'config:apply': body(
    { bot: name, text, basedOn: text },
    {
      reason: { type: 'string', maxLength: 500 },
      when: { enum: ['now', 'next-renewal'] },
      deleteFolders: { type: 'array', items: path, maxItems: 1000 },
    },
  ),
  'config:apply-pending': bot,
  'config:discard-pending': bot,
  'config:edit-pending': bot,
  'config:delete-leftovers': bot,
  'config:keep-leftovers': bot,
  'config:plan': body({ text, target }, { bot: name }),
  'config:preflight': body({ text, target }, { bot: name }),
  'config:versions': bot,
  'config:read-version': body({ bot: name, version: { type: 'integer', minimum: 1 } }),
  'probe:cluster': body({ address: name }),
  'probe:folder': body(
    {
      folder: path,
      files: { type: 'array', items: name, maxItems: 500 },
      readers,
    },
    { followsLinks: { type: 'boolean' }, bot: name, path: { type: 'string', maxLength: 256 } },
  ),
  'probe:foreign-file': body({ ...foreignPlace, file: name }),
  'probe:accounts': empty,
  'folder:take-over': body({
    ...foreignPlace,
    files: { type: 'array', items: name, minItems: 1, maxItems: 200 },
  }),
  'folder:test-as': body(
    { folder: path, user: name, readers },
    { password: { type: 'string', maxLength: 1024 } },
  ),
  'export:make': body(exportOrder),
  'export:save': body({ ...exportOrder, folder: path, replace: { type: 'boolean' } }),
  'trial:start': empty,
  'trial:remove': empty,
  'cluster:start': empty,
  'cluster:stop': empty,
  'cluster:add-bot': body({ name, roles: { type: 'array', items: name, maxItems: 100 } }),
  'cluster:remove-bot': body({ name }),
  'cluster:add-token': body({
    bot: name,
    ttlSeconds: { type: 'integer', minimum: 1, maximum: 31_536_000 },
    singleUse: { type: 'boolean' },
  }),
  'cluster:remove-token': body({ id: name }),
  'cluster:unlock-bot': body({ name }),
}

/** Every request name, for those who wire all of them. */
export const requestNames = Object.keys(requestSchemas) as readonly RequestName[]
