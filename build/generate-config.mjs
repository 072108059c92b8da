// Writes src/shared/config/tbot-config.gen.ts: the JSON Schemas of schemas/ as one constant that the
// page and the engine can import (they may neither read files nor compile validators at run time).
// Writes schemas/botdesk-tbot.schema.json: the same in one file, for any editor.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { publishedSchema } from './published-schema.mjs'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'schemas')
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(
    (entry) =>
      entry.isFile() &&
      entry.name.endsWith('.json') &&
      !entry.name.endsWith('.schema.json') &&
      !entry.parentPath.endsWith('resources'),
  )
  .map((entry) => join(entry.parentPath, entry.name))
  .toSorted()

const schemas = Object.fromEntries(
  files.map((file) => [relative(folder, file).split(sep).join('/'), JSON.parse(readFileSync(file, 'utf8'))]),
)

writeFileSync(
  join(root, 'src/shared/config/tbot-config.gen.ts'),
  `// Made from schemas/ by build/generate-config.mjs. Do not edit.
import type { SchemaFile } from './schema.ts'

/** Every file of schemas/ that describes tbot.yaml, by its path there. */
export const schemaFiles: Readonly<Record<string, SchemaFile>> = ${JSON.stringify(schemas, null, 1)}
`,
)

const published = join(folder, 'botdesk-tbot.schema.json')
const style = { ...(await resolveConfig(published)), filepath: published }
writeFileSync(published, await format(JSON.stringify(publishedSchema(schemas)), style))
