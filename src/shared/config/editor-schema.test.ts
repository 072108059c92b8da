import { describe, expect, test } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { getLanguageService } from 'yaml-language-server'
import { destinationSchemas, isKnownAt, rootSchema, serviceSchemas } from './catalogue.ts'
import { editorSchema } from './editor-schema.ts'
import { newestTarget } from './problem.ts'
import type { TargetVersion } from './problem.ts'
import type { Schema } from './schema.ts'
import { isKnownKey, referenceMethods, referencePlaces } from './testing/reference-table.ts'
import type { ReferencePlace } from './testing/reference-table.ts'
import { textBefore, textBeforeKeys } from './testing/reference-text.ts'

const targets = [14, 17, 19] as const satisfies readonly TargetVersion[]

/** The server that stands behind completion and hover in the editor; the name of a file says its target. */
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
  schemas: targets.map((target) => ({
    uri: `urn:botdesk:editor:${target}`,
    fileMatch: [`tbot-${target}.yaml`],
    schema: editorSchema(target),
  })),
})

let version = 0
function documentOf(text: string, target: TargetVersion): TextDocument {
  version += 1
  return TextDocument.create(`file:///tbot-${target}.yaml`, 'yaml', version, text)
}

/** Keys and values offered at the end of the text. */
async function offered(text: string, target: TargetVersion): Promise<string[]> {
  const document = documentOf(text, target)
  const { items } = await service.doComplete(document, document.positionAt(text.length), false)
  return items.map(({ label }) => label)
}

/** What is told over the last key of the text. */
async function hovered(text: string, target: TargetVersion): Promise<string> {
  const document = documentOf(text, target)
  const last = text.lastIndexOf('\n') + 1
  const column = text.slice(last).search(/\w/)
  const found = await service.doHover(document, document.positionAt(last + column))
  const contents = found?.contents ?? ''
  return typeof contents === 'object' && 'value' in contents ? contents.value : ''
}

/** What the schema says of a key; where there is none, what no hover says. */
function explanation({ where, type }: ReferencePlace, path: string): string {
  const roots: Readonly<Record<ReferencePlace['where'], Schema | undefined>> = {
    top: rootSchema,
    onboarding: rootSchema.properties?.['onboarding'],
    destination: destinationSchemas.get(type),
    service: serviceSchemas.get(type),
  }
  const found = path
    .replaceAll('[]', '')
    .split('.')
    .reduce((schema, key) => (schema?.items ?? schema)?.properties?.[key], roots[where])
  return `**${found?.title ?? 'no title'}**. ${found?.description ?? 'no description'}`
}

const nameOf = (path: string): string => path.split('.').at(-1) ?? path

describe.each(targets)('at target %d', (target) => {
  const places = referencePlaces.filter((place) => isKnownAt(place, target))

  test.each(places)('completion offers every key of $name, and none of another version', async (place) => {
    const faults: string[] = []
    const labelsAt = new Map<string, readonly string[]>()
    for (const { path, isEraConfirmed, oldFrom = Infinity } of place.keys) {
      if (path === 'version') continue // it stands in the text already
      if (!isEraConfirmed && target < newestTarget) continue
      const text = textBefore(place, path, target)
      const labels = labelsAt.get(text) ?? (await offered(text, target))
      labelsAt.set(text, labels)
      const isDue = isKnownKey(place, path, target) && target < oldFrom
      if (labels.includes(nameOf(path)) !== isDue) faults.push(`${path}: ${isDue ? 'missing' : 'offered'}`)
    }
    expect(faults).toEqual([])
  })

  test.each(places)('hover explains every key of $name, and none of another version', async (place) => {
    const faults: string[] = []
    for (const { path, isEraConfirmed } of place.keys) {
      if (!isEraConfirmed && target < newestTarget) continue
      const text = path === 'version' ? 'version:' : `${textBefore(place, path, target)}${nameOf(path)}:`
      const isDue = isKnownKey(place, path, target)
      const told = await hovered(text, target)
      if (told.includes(explanation(place, path)) !== isDue) faults.push(`${path}: ${told}`)
    }
    expect(faults).toEqual([])
  })

  const kinds = places.filter(({ type }) => type !== '' && type !== 'example')

  test.each(kinds)('hover over the type says what $name is', async (place) => {
    const text = textBeforeKeys(place, target).trimEnd()
    const told = await hovered(text, target)
    const schema = (place.where === 'service' ? serviceSchemas : destinationSchemas).get(place.type)
    expect(told).toContain(`* \`${place.type}\`: **${schema?.title}**. ${schema?.description}`)
  })

  test('completion offers the join methods of the reference', async () => {
    const methods = await offered('version: v2\nonboarding:\n  join_method: ', target)
    const expected = referenceMethods.filter(({ since }) => since <= target).map(({ method }) => method)
    expect(methods.toSorted()).toEqual(expected.toSorted())
  })

  test('completion offers every type of the reference but the one for tests', async () => {
    const typesAt = (where: ReferencePlace['where']): string[] =>
      places.filter((place) => place.where === where && place.type !== 'example').map(({ type }) => type)
    const list = target < 15 ? 'outputs' : 'services'
    const services = await offered(`version: v2\n${list}:\n  - type: `, target)
    expect(services.toSorted()).toEqual(typesAt('service').toSorted())
    const destinations = await offered('version: v2\nstorage:\n  type: ', target)
    expect(destinations.toSorted()).toEqual(typesAt('destination').toSorted())
  })
})
