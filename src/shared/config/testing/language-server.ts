import { TextDocument } from 'vscode-languageserver-textdocument'
import { getLanguageService } from 'yaml-language-server'
import type { LanguageService } from 'yaml-language-server'

type Diagnostic = Awaited<ReturnType<LanguageService['doValidation']>>[number]

/** The server other editors use, with schemas of ours, by the name of the file each is for. */
export interface LanguageServer {
  readonly service: LanguageService
  /** A file with this text: another version of it with each call. */
  open(name: string, text: string): TextDocument
  findings(name: string, text: string): Promise<readonly Diagnostic[]>
}

/** A schema with its `$id`, under which the server keeps it. */
type Published = Readonly<Record<string, unknown>>

/** Starts it in this process; it fetches nothing, and a failure of its own is an error. */
export function languageServer(schemas: Readonly<Record<string, Published>>): LanguageServer {
  const service = getLanguageService({
    schemaRequestService: () => Promise.reject(new Error('everything is in one file')),
    workspaceContext: { resolveRelativePath: (path) => path },
    telemetry: { send: fail, sendError: fail, sendTrack: fail },
  })
  service.configure({
    hover: true,
    validate: true,
    yamlVersion: '1.2',
    schemas: Object.entries(schemas).map(([name, schema]) => ({
      uri: String(schema['$id']),
      fileMatch: [name],
      schema,
    })),
  })
  let version = 0
  const open = (name: string, text: string): TextDocument => {
    version += 1
    return TextDocument.create(`file:///${name}`, 'yaml', version, text)
  }
  return { service, open, findings: (name, text) => service.doValidation(open(name, text), false) }
}

function fail(...what: readonly unknown[]): never {
  throw new Error(`the language server failed: ${what.map(String).join(' ')}`)
}
