import { describe, expect, test } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { getLanguageService } from 'yaml-language-server'
import { destinationSchemas, eraOf, isKnownAt, joinMethods, rootSchema, serviceSchemas } from './catalogue.ts'
import { editorSchema } from './editor-schema.ts'
import type { Schema } from './schema.ts'

/** The server that stands behind completion and hover in the editor. */
const nothing = (): void => undefined
const service = getLanguageService({
  schemaRequestService: () => Promise.reject(new Error('everything is in one schema')),
  workspaceContext: { resolveRelativePath: (path) => path },
  telemetry: { send: nothing, sendError: nothing, sendTrack: nothing },
})
service.configure({
  completion: true,
  hover: true,
  validate: false,
  schemas: [{ uri: 'urn:botdesk:editor', fileMatch: ['*.yaml'], schema: editorSchema(19) }],
})

let version = 0
function documentOf(text: string): TextDocument {
  version += 1
  return TextDocument.create('file:///tbot.yaml', 'yaml', version, text)
}

/** Keys and values offered at the end of the text. */
async function offered(text: string): Promise<string[]> {
  const document = documentOf(text)
  const { items } = await service.doComplete(document, document.positionAt(text.length), false)
  return items.map(({ label }) => label)
}

/** What is told over the last key of the text. */
async function hovered(text: string): Promise<string> {
  const document = documentOf(text)
  const last = text.lastIndexOf('\n') + 1
  const column = text.slice(last).search(/\w/)
  const found = await service.doHover(document, document.positionAt(last + column))
  return JSON.stringify(found?.contents ?? '')
}

const knownKeys = (schema: Schema): string[] =>
  Object.entries(schema.properties ?? {})
    .filter(([key, each]) => key !== 'type' && isKnownAt(eraOf(each), 19))
    .map(([key]) => key)

type Place = readonly [name: string, before: string, schema: Schema]

/** A place and every section or list of sections below it, as the text in front of a new key. */
function withSections([name, before, schema]: Place): Place[] {
  const indent = ' '.repeat(before.length - before.lastIndexOf('\n') - 1)
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, each]): Place[] => {
    if (!isKnownAt(eraOf(each), 19) || each.variants !== undefined) return []
    if (each.properties !== undefined) return [[`${name} ${key}`, `${before}${key}:\n${indent}  `, each]]
    const item = each.items
    return item?.properties === undefined
      ? []
      : [[`${name} ${key}[]`, `${before}${key}:\n${indent}  - `, item]]
  })
  return [[name, before, schema], ...below.flatMap(withSections)]
}

const roots: readonly Place[] = [
  ['the top', 'version: v2\n', rootSchema],
  ...[...serviceSchemas]
    .filter(([, each]) => isKnownAt(eraOf(each), 19))
    .map(([type, each]): Place => [type, `version: v2\nservices:\n  - type: ${type}\n    `, each]),
  ...[...destinationSchemas].map(([type, each]): Place => [
    `storage ${type}`,
    `version: v2\nstorage:\n  type: ${type}\n  `,
    each,
  ]),
]
const places = roots.flatMap(withSections)

/** Old names are explained, and not offered. */
const isOldName = (schema: Schema | undefined): boolean => schema?.['x-deprecated'] !== undefined

describe.each(places)('at %s', (_name, before, schema) => {
  const keys = knownKeys(schema).filter((key) => key !== 'version')

  test('completion offers every key', async () => {
    const labels = await offered(before)
    const missing = keys.filter((key) => !labels.includes(key) && !isOldName(schema.properties?.[key]))
    expect(missing).toEqual([])
  })

  test('hover explains every key', async () => {
    const silent: string[] = []
    for (const key of keys) {
      const title = schema.properties?.[key]?.title ?? 'no title'
      if (!(await hovered(`${before}${key}:`)).includes(title)) silent.push(key)
    }
    expect(silent).toEqual([])
  })
})

test('completion offers every join method and every type that is not hidden', async () => {
  const methods = await offered('version: v2\nonboarding:\n  join_method: ')
  expect([...joinMethods.keys()].filter((method) => !methods.includes(method))).toEqual([])
  const types = await offered('version: v2\nservices:\n  - type: ')
  const shown = [...serviceSchemas].filter(
    ([, each]) => each['x-hidden'] !== true && isKnownAt(eraOf(each), 19),
  )
  expect(shown.map(([type]) => type).filter((type) => !types.includes(type))).toEqual([])
})
