import { describe, expect, test } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { getLanguageService } from 'yaml-language-server'
import { checkConfig } from './check-config.ts'
import { newestTarget } from './problem.ts'
import { acceptedCases } from './testing/accepted-cases.ts'
import { readFile } from './testing/disk.ts'
import { refusedCases } from './testing/refused-cases.ts'
import { schemaFiles } from './tbot-config.gen.ts'

const bundle = 'schemas/botdesk-tbot.schema.json'
const text = readFile(bundle)

function fail(...what: readonly unknown[]): never {
  throw new Error(`the language server failed: ${what.map(String).join(' ')}`)
}

const service = getLanguageService({
  schemaRequestService: () => Promise.reject(new Error('everything is in one file')),
  workspaceContext: { resolveRelativePath: (path) => path },
  telemetry: { send: fail, sendError: fail, sendTrack: fail },
})
service.configure({
  validate: true,
  yamlVersion: '1.2',
  schemas: [{ uri: 'urn:botdesk:schema:tbot', fileMatch: ['*.yaml'], schema: JSON.parse(text) as object }],
})

type Diagnostic = Awaited<ReturnType<typeof service.doValidation>>[number]

function messageOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value
}

let version = 0

/** What the language server finds, apart from keys it does not know and old names. */
async function findings(file: string): Promise<{ refused: string[]; unknown: string[] }> {
  version += 1 // it remembers a document by address and version
  const document = TextDocument.create('file:///tbot.yaml', 'yaml', version, file)
  const found = await service.doValidation(document, false)
  const isUnknown = (each: Diagnostic): boolean => /^Property .* is not allowed/.test(messageOf(each))
  const isOldName = (each: Diagnostic): boolean => messageOf(each).startsWith('Old name of')
  const words = (each: Diagnostic): string => `${each.range.start.line + 1}: ${messageOf(each)}`
  return {
    refused: found.filter((each) => !isUnknown(each) && !isOldName(each)).map(words),
    unknown: found.filter(isUnknown).map(words),
  }
}

/** Rows of table 10.2 that no schema can find, and why. */
const onlyRules: ReadonlyMap<number, string> = new Map([
  [2, 'there is no value to check'],
  [85, 'durations are compared as text only'],
  [86, 'durations are compared as text only'],
  [88, 'durations are compared as text only'],
  [89, 'durations are compared as text only'],
  [93, 'two places are compared'],
  [94, 'two places are compared'],
  [97, 'an alias stands for the same value'],
  [98, 'a directive is no value'],
])

/** Rows of table 10.1 that YAML 1.2 refuses and tbot does not: a key twice, where tbot does not look. */
const onlyEditors: ReadonlyMap<number, readonly string[]> = new Map([[55, ['4: Map keys must be unique']]])

describe('the published schema', () => {
  test('is current (npm run generate)', async () => {
    const path: string = new URL('../../../build/published-schema.mjs', import.meta.url).href
    const maker = (await import(/* @vite-ignore */ path)) as { publishedSchema(files: object): object }
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(maker.publishedSchema(schemaFiles))))
  })

  test.each(acceptedCases)('accepts row $number of 10.1: $what', async ({ number, file }) => {
    const { refused, unknown } = await findings(file)
    expect(refused).toEqual(onlyEditors.get(number) ?? [])
    const ignored = checkConfig(file, { target: newestTarget }).problems.filter(({ code }) =>
      /unknown-key|key-too-new/.test(code),
    )
    expect(unknown.length).toBe(ignored.length)
  })

  test.each(refusedCases)('refuses row $number of 10.2: $what', async ({ number, file }) => {
    const { refused } = await findings(file)
    expect(refused.length > 0).toBe(!onlyRules.has(number))
  })
})
