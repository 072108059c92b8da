// The published JSON Schema (draft 7) of tbot.yaml: schemas/ in one file, for the newest tbot, strict enough to
// validate with. Where tbot reads a value in several spellings (tbot-config.md 7), all of them are allowed.
// Types of service that are gone from the newest tbot are in it too, marked deprecated, with their last version.
// The marks of schemas/ (`x-since`, `x-until`, `x-advanced` …) stay as annotations; other programs ignore them.

import { isGone, isIn, marksOf, nameOf, valueWords, wordsOf, goneNote } from './published-words.mjs'

const scalar = ['string', 'number', 'boolean']
const durationUnits = 'ns|us|µs|μs|ms|s|m|h'
const yesWords = ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON']
const noWords = ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF']
const reservedNames = ['ca-rotation', 'crl-cache', 'heartbeat', 'identity', 'spiffe-trust-bundle-cache']

/** What tbot refuses of a text when it loads the file; src/shared/config/formats.ts says it in words. */
const patterns = {
  'go-duration': `^\\+?(?:0|(?:(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:${durationUnits}))+)$`,
  'service-name': '^[a-z0-9_+-]*$',
  'kube-namespace': '^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$',
  'dns-prefix': '^(?:[a-z0-9][-a-z0-9.]*)?$',
  arn: '^arn:(?:[^:]*:){4}',
  'aws-region': '^(?:|[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\\d+|aws(?:-[a-z-]+)?-global)$',
  'ip-port': '^(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+\\]):\\d{1,5}$',
  'spiffe-path': '^/',
  ip: '^(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)$',
  'kube-template': '^(?:[^{]|\\{(?!\\{)|\\{\\{(?:(?!\\}\\}).)*\\}\\})*$',
  listen:
    '^(?![^/]*//[^/]*:\\d*[^\\d:\\]/][^:\\]/]*(?:/|$))(?:[A-Za-z][A-Za-z0-9+.-]*:|//|[^:/]+(?:/|$)|/)[^\\s"<>\\\\^`{|}]*$',
}

/** Set: neither absent nor what tbot takes for absent. */
const isSet = (key) => ({
  type: 'object',
  required: [key],
  properties: { [key]: { not: { enum: ['', null, [], {}] } } },
})
const isTrue = (key) => ({
  type: 'object',
  required: [key],
  properties: { [key]: { enum: [true, ...yesWords] } },
})

// oxlint-disable-next-line unicorn/no-thenable -- a key of JSON Schema
const when = (condition, consequence) => ({ if: condition, then: consequence })

/** One schema of all files; `files` by their path in schemas/. */
export function publishedSchema(files) {
  const maker = new Maker(files)
  const root = maker.convert(files['tbot.json'], 'tbot.json')
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:botdesk:schema:tbot',
    ...root,
    allOf: [
      when(isTrue('insecure'), {
        properties: { onboarding: { not: { anyOf: [isSet('ca_pins'), isSet('ca_path')] } } },
      }),
      when(isTrue('scoped'), maker.scopedServices()),
    ],
    definitions: {
      service: maker.variants('services', 'Kind of service.'),
      destination: maker.variants('destinations', 'Kind of destination.'),
    },
  }
}

class Maker {
  constructor(files) {
    this.files = files
  }

  filesIn(folder) {
    return Object.entries(this.files).filter(([path]) => path.startsWith(`${folder}/`))
  }

  /** A schema and the file it stands in, with its reference followed. */
  follow(schema, from) {
    if (schema.$ref === undefined) return [schema, from]
    const [relative, pointer] = schema.$ref.split('#/definitions/')
    const path = new URL(relative, `file:///${from}`).pathname.slice(1)
    const { $ref: _, ...marks } = schema
    return [{ ...(pointer ? this.files[path].definitions[pointer] : this.files[path]), ...marks }, path]
  }

  convert(written, writtenIn, isRequired = false) {
    const [schema, from] = this.follow(written, writtenIn)
    const words = wordsOf(schema)
    if (schema['x-variants']) {
      const reference = { $ref: `#/definitions/${schema['x-variants'].slice(0, -1)}` }
      const isOptional = schema.title === 'Storage'
      return { ...words, ...(isOptional ? { anyOf: [reference, { type: 'null' }] } : { allOf: [reference] }) }
    }
    return { ...words, ...this.shape(schema, from, isRequired) }
  }

  shape(schema, from, isRequired) {
    const orNull = (type) => (isRequired ? type : [type, 'null'].flat())
    switch (schema.type) {
      case 'boolean':
        return { anyOf: [{ type: orNull('boolean') }, { enum: [...yesWords, ...noWords] }] }
      case 'integer':
        return {
          type: orNull('number'),
          ...(schema.minimum === undefined ? {} : { minimum: schema.minimum }),
        }
      case 'array': {
        const atLeast = isRequired ? 1 : schema.minItems
        const items = this.convert(schema.items, from)
        return { type: orNull('array'), items, ...(atLeast === undefined ? {} : { minItems: atLeast }) }
      }
      case 'object':
        return { type: orNull('object'), ...this.objectShape(schema, from) }
      default:
        return this.textShape(schema, isRequired)
    }
  }

  textShape(schema, isRequired) {
    const values = schema['x-values-of'] ? this.namesOf(schema['x-values-of']) : schema.enum
    if (schema.const !== undefined) return { const: schema.const }
    if (values !== undefined) {
      const allowed = isRequired ? values : [...new Set([...values, '', null])]
      return { enum: allowed, ...(schema['x-values-of'] ? this.methodWords(values) : {}) }
    }
    if (schema.format === 'go-duration') {
      const pattern = patterns['go-duration'].replace('\\+', schema['x-signed'] ? '[-+]' : '\\+')
      return { type: ['string', 'null'], pattern }
    }
    const pattern = patterns[schema.format]
    return {
      type: isRequired ? scalar : [...scalar, 'null'],
      ...(isRequired ? { minLength: 1 } : {}),
      ...(pattern === undefined ? {} : { pattern }),
      ...(schema.format === 'service-name' ? { not: { enum: reservedNames } } : {}),
    }
  }

  namesOf(folder) {
    return this.filesIn(folder)
      .filter(([, file]) => isIn(file))
      .map(([path]) => nameOf(path))
  }

  /** What is told of each join method, and its marks. */
  methodWords(methods) {
    const files = methods.map((method) => this.files[`join-methods/${method}.json`])
    const choices = files.map((file, index) => [
      methods[index],
      { label: file.title, description: file.description, ...marksOf(file) },
    ])
    return { enumDescriptions: files.map(valueWords), 'x-choices': Object.fromEntries(choices) }
  }

  objectShape(schema, from) {
    if (schema.additionalProperties !== undefined) {
      return { additionalProperties: this.convert(schema.additionalProperties, from) }
    }
    const required = schema.required ?? []
    const sections = schema['x-sections-of'] ? this.filesIn(schema['x-sections-of']) : []
    const own = Object.entries(schema.properties ?? {}).map(([key, each]) => [key, each, from])
    const more = sections.flatMap(([path, file]) =>
      Object.entries(file.properties ?? {}).map(([key, each]) => [key, each, path]),
    )
    const properties = [...own, ...more].flatMap(([key, each, path]) => {
      const [found] = this.follow(each, path)
      if (isIn(found)) return [[key, this.convert(each, path, required.includes(key))]]
      return found['x-removed-message'] === undefined ? [] : [[key, removed(found)]]
    })
    return {
      additionalProperties: false,
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required }),
      ...relations(schema, Object.fromEntries(properties)),
    }
  }

  /** A map whose `type` decides the other keys; what is gone from tbot comes last. */
  variants(folder, description) {
    const files = this.filesIn(folder)
    const known = [...files.filter(([, file]) => isIn(file)), ...files.filter(([, file]) => isGone(file))]
    const typeOf = (file) => file.properties.type.const
    return {
      type: 'object',
      required: ['type'],
      properties: {
        type: {
          title: 'Kind',
          description,
          enum: known.map(([, file]) => typeOf(file)),
          enumDescriptions: known.map(([, file]) => valueWords(file)),
        },
      },
      allOf: known.map(([path, file]) =>
        when({ properties: { type: { const: typeOf(file) } }, required: ['type'] }, this.variant(file, path)),
      ),
    }
  }

  /** What the kind is, its `type` tells: told of the map, an editor would show it for the key that holds the map. */
  variant(file, path) {
    const shape = this.objectShape(file, path)
    const { title, description, ...marks } = wordsOf(file)
    const gone = isGone(file) ? { deprecated: true, deprecationMessage: goneNote(file) } : {}
    const type = { const: file.properties.type.const, title, description, ...gone }
    return { ...marks, ...shape, properties: { ...shape.properties, type }, ...destinationRule(file) }
  }

  /** tbot-config.md 4.1, column "scoped". */
  scopedServices() {
    const refused = this.filesIn('services').filter(([, file]) => file['x-scoped'] === 'refused')
    const types = refused.map(([, file]) => file.properties.type.const)
    const service = {
      properties: { type: { not: { enum: types } } },
      not: { anyOf: [isTrue('allow_reissue'), isSet('cluster'), isSet('delegation_session_id')] },
    }
    return { properties: { services: { items: service }, outputs: { items: service } } }
  }
}

/** A key that tbot refuses unless it is empty. */
function removed(schema) {
  return { ...wordsOf(schema), type: ['array', 'null'], maxItems: 0 }
}

function destinationRule(file) {
  return file['x-destinations'] === 'directory'
    ? { allOf: [{ properties: { destination: { properties: { type: { const: 'directory' } } } } }] }
    : {}
}

/** What tbot refuses of several keys together (tbot-config.md 6), as far as a schema can say it. */
function relations(schema, properties) {
  const has = (...keys) => keys.every((key) => properties[key] !== undefined)
  const rules = []
  const isService = schema.properties?.type !== undefined || has('credential_ttl', 'renewal_interval')
  if (isService && has('credential_ttl', 'renewal_interval') && !has('version')) {
    rules.push({
      dependencies: { credential_ttl: ['renewal_interval'], renewal_interval: ['credential_ttl'] },
    })
  }
  if (has('ca_pins', 'ca_path')) rules.push({ not: { allOf: [isSet('ca_pins'), isSet('ca_path')] } })
  if (has('cluster_resources')) rules.push(when(isTrue('cluster_resources'), isSet('namespaces')))
  if (has('enabled', 'kubelet')) {
    const port = (key) => ({ required: [key], properties: { [key]: { not: { enum: [0, null] } } } })
    const both = { not: { allOf: [port('read_only_port'), port('secure_port')] } }
    rules.push(when(isTrue('enabled'), { properties: { kubelet: both } }))
  }
  if (has('enabled', 'addr')) {
    const addr = { pattern: '^unix:///.' }
    const isNeeded = properties.addr.default === undefined
    rules.push(
      when(
        isTrue('enabled'),
        isNeeded ? { ...isSet('addr'), allOf: [{ properties: { addr } }] } : { properties: { addr } },
      ),
    )
  }
  const one = schema['x-exactly-one']
  return {
    ...(one === undefined ? {} : { oneOf: one.map(isSet) }),
    ...(rules.length === 0 ? {} : { allOf: rules }),
  }
}
