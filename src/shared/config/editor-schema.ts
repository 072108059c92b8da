import { destinationSchemas, eraOf, isKnownAt, joinMethods, rootSchema, serviceSchemas } from './catalogue.ts'
import type { Schema, SchemaFile } from './schema.ts'

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = { [key: string]: Json }

/**
 * One self-contained JSON Schema (draft 7) of `tbot.yaml` for an editor: keys, types and methods the
 * target version knows, with descriptions in Markdown, defaults and examples. It drives completion and
 * hover; `checkConfig` is the judge, so switch the editor's own validation off.
 */
export function editorSchema(target: number): object {
  const root = convert(rootSchema, target)
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...root,
    definitions: {
      service: variantSchema(serviceSchemas, 'Kind of service.', target),
      destination: variantSchema(destinationSchemas, 'Kind of destination.', target),
    },
  }
}

/** A map whose `type` decides the other keys. */
function variantSchema(
  variants: ReadonlyMap<string, Schema>,
  description: string,
  target: number,
): JsonObject {
  const known = [...variants].filter(([, each]) => isKnownAt(eraOf(each), target))
  const offered = known.filter(([, each]) => each['x-hidden'] !== true)
  return {
    type: 'object',
    required: ['type'],
    properties: {
      type: {
        title: 'Kind',
        type: 'string',
        markdownDescription: description,
        enum: offered.map(([type]) => type),
        markdownEnumDescriptions: offered.map(([, each]) => heading(each)),
      },
    },
    allOf: known.map(([type, each]) => ({
      if: { properties: { type: { const: type } }, required: ['type'] },
      // oxlint-disable-next-line unicorn/no-thenable -- a key of JSON Schema
      then: branch(each, target),
    })),
  }
}

/**
 * The other keys of one kind. What the kind is, `type` tells: told here as well, it would be the hover of the
 * key that holds the map, and hidden kinds would be offered.
 */
function branch(schema: Schema, target: number): JsonObject {
  const { type: _, ...properties } = schema.properties ?? {}
  const { markdownDescription: _own, title: _title, ...rest } = convert({ ...schema, properties }, target)
  return rest
}

function heading(schema: SchemaFile | Schema): string {
  return [schema.title === undefined ? '' : `**${schema.title}**`, schema.description ?? '']
    .filter((text) => text !== '')
    .join('. ')
}

function unsetNote(schema: Schema): string {
  const words = schema['x-unset']
  if (words !== undefined) return `Unset: ${words}.`
  return schema.default === undefined || schema.default === '' ? '' : `Unset: \`${String(schema.default)}\`.`
}

function hoverText(schema: Schema, target: number): string {
  const deprecated = schema['x-deprecated']
  const since = schema['x-since']
  const notes = [
    unsetNote(schema),
    since === undefined ? '' : `Since tbot ${since}.`,
    deprecated === undefined || deprecated.from > target ? '' : `Old name of \`${deprecated.use}\`.`,
    schema['x-secret'] === true ? 'Secret.' : '',
  ].filter((text) => text !== '')
  return [heading(schema), notes.join(' ')].filter((text) => text !== '').join('\n\n')
}

function convert(schema: Schema, target: number): JsonObject {
  const result: JsonObject = { markdownDescription: hoverText(schema, target) }
  if (schema.title !== undefined) result['title'] = schema.title
  const deprecated = schema['x-deprecated']
  if (deprecated !== undefined && deprecated.from <= target) {
    result['deprecationMessage'] = `Old name of ${deprecated.use}.`
  }
  if (schema.default !== undefined) result['default'] = schema.default
  if (schema.examples !== undefined) result['examples'] = schema.examples.map(String)
  if (schema.variants !== undefined) {
    const name = schema.variants === serviceSchemas ? 'service' : 'destination'
    return { ...result, type: 'object', allOf: [{ $ref: `#/definitions/${name}` }] }
  }
  if (schema.type !== undefined) result['type'] = schema.type
  if (schema.const !== undefined) result['const'] = schema.const
  addValues(result, schema, target)
  if (schema.items !== undefined) result['items'] = convert(schema.items, target)
  if (schema.additionalProperties !== undefined) {
    result['additionalProperties'] = convert(schema.additionalProperties, target)
  }
  if (schema.properties !== undefined) result['properties'] = convertEach(schema.properties, target)
  if (schema.required !== undefined) result['required'] = schema.required
  return result
}

function addValues(result: JsonObject, schema: Schema, target: number): void {
  if (schema.values === undefined) return
  const known = [...schema.values].filter(([value, era]) => value !== '' && isKnownAt(era, target))
  const values = known.map(([value]) => value)
  result['enum'] = values
  if (schema['x-values-of'] === undefined) return
  result['markdownEnumDescriptions'] = values.map((value) => heading(joinMethods.get(value) ?? {}))
}

function convertEach(properties: Readonly<Record<string, Schema>>, target: number): JsonObject {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, each]) => isKnownAt(eraOf(each), target))
      .map(([key, each]) => [key, convert(each, target)]),
  )
}
