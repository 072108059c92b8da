import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { languageServer } from '../src/shared/config/testing/language-server.ts'

const schema = join(import.meta.dirname, '../schemas/botdesk-tbot.schema.json')

/** The validation of the server that other editors use, with our published schema: one text after the other of the same file. */
export function publishedSchemaServer(): (text: string) => Promise<unknown> {
  const published = JSON.parse(readFileSync(schema, 'utf8')) as Readonly<Record<string, unknown>>
  const server = languageServer({ 'tbot.yaml': published })
  return (text) => server.findings('tbot.yaml', text)
}
