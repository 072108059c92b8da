import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { getLanguageService } from 'yaml-language-server'

const schema = join(import.meta.dirname, '../schemas/botdesk-tbot.schema.json')

/** The validation of the server that other editors use, with our published schema: one text after the other of the same file. */
export function languageServer(): (text: string) => Promise<unknown> {
  const nothing = () => undefined
  const service = getLanguageService({
    schemaRequestService: () => Promise.reject(new Error('everything is in one file')),
    workspaceContext: { resolveRelativePath: (path) => path },
    telemetry: { send: nothing, sendError: nothing, sendTrack: nothing },
  })
  service.configure({
    validate: true,
    yamlVersion: '1.2',
    schemas: [
      {
        uri: 'urn:botdesk:schema:tbot',
        fileMatch: ['*.yaml'],
        schema: JSON.parse(readFileSync(schema, 'utf8')) as object,
      },
    ],
  })
  let version = 0
  return (text) =>
    service.doValidation(TextDocument.create('file:///tbot.yaml', 'yaml', ++version, text), false)
}
