import { describe, expect, test } from 'vitest'
import { parseDocument, visit } from 'yaml'
import { checkConfig } from './check-config.ts'
import { newestTarget } from './problem.ts'
import { acceptedCases } from './testing/accepted-cases.ts'
import { readFile } from './testing/disk.ts'
import { languageServer } from './testing/language-server.ts'
import { marksIn } from './testing/marks.ts'
import { refusedCases } from './testing/refused-cases.ts'
import { schemaFiles } from './tbot-config.gen.ts'

const text = readFile('schemas/botdesk-tbot.schema.json')

const server = languageServer({ 'tbot.yaml': JSON.parse(text) as Readonly<Record<string, unknown>> })

type Diagnostic = Awaited<ReturnType<typeof server.findings>>[number]

function messageOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value
}

interface Found {
  readonly refused: readonly string[]
  /** Keys it does not know. */
  readonly unknown: readonly string[]
  /** Old names, and what is gone from tbot. */
  readonly old: readonly string[]
}

/** What the language server finds, each with its line. */
async function findings(file: string): Promise<Found> {
  const found = await server.findings('tbot.yaml', file)
  const isUnknown = (each: Diagnostic): boolean => /^Property .* is not allowed/.test(messageOf(each))
  const isOld = (each: Diagnostic): boolean => /^(?:Old name of|Removed in tbot)/.test(messageOf(each))
  const words = (each: Diagnostic): string => `${each.range.start.line + 1}: ${messageOf(each)}`
  return {
    refused: found.filter((each) => !isUnknown(each) && !isOld(each)).map(words),
    unknown: found.filter(isUnknown).map(words),
    old: found.filter(isOld).map(words),
  }
}

/** The same file with a line for each key and item, so that a line says which one is meant. */
function inBlockStyle(file: string): string {
  const document = parseDocument(file, { uniqueKeys: false })
  visit(document, {
    Collection: (_, node) => {
      node.flow = node.items.length === 0
    },
  })
  return String(document)
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

const laterLine = 'ours is the key, theirs the value below it'
const wholeMap = 'ours is one of the keys that exclude or need each other, theirs the map they stand in'

/** Rows of table 10.2 that both refuse, in block style, at different lines. */
const otherLines: ReadonlyMap<number, readonly [ours: number, theirs: number, why: string]> = new Map([
  [11, [5, 6, laterLine]],
  [22, [5, 6, laterLine]],
  [26, [4, 5, laterLine]],
  [28, [8, 4, wholeMap]],
  [29, [6, 4, wholeMap]],
  [31, [7, 8, laterLine]],
  [44, [11, 12, laterLine]],
  [45, [6, 7, laterLine]],
  [54, [11, 12, laterLine]],
  [64, [10, 7, wholeMap]],
  [69, [8, 9, 'ours is the destination, theirs the kind of it']],
  [73, [9, 10, laterLine]],
  [75, [11, 12, laterLine]],
])

/** Both kinds that are gone from tbot 19, with every key they had (tbot-config.md 4.19). */
const goneServices = `version: v2
services:
  - type: spiffe-svid
    name: one
    destination: {type: directory, path: /opt/one}
    svid: {path: /svc/a, hint: a, sans: {dns: [a.example.com], ip: [10.0.0.7, "fd00::7"]}}
    jwts: [{audience: a, file_name: a.jwt}]
    include_federated_trust_bundles: true
    credential_ttl: 1h
    renewal_interval: 20m
  - type: spiffe-workload-api
    name: two
    listen: unix:///run/a.sock
    svids:
      - path: /svc/b
        hint: b
        sans: {dns: [b.example.com]}
        rules:
          - unix: {uid: 1000, pid: 1, gid: 1000}
            kubernetes: {namespace: web, service_account: billing, pod_name: billing-0}
    attestors: {unix: {binary_hash_max_size_bytes: -1}}
    jwt_svid_ttl: 5m
    credential_ttl: 1h
    renewal_interval: 20m
`

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

  const common = refusedCases.filter(({ number, path }) => path !== '' && !onlyRules.has(number))

  test.each(common)('refuses row $number of 10.2 at the same line: $what', async ({ number, file }) => {
    const written = inBlockStyle(file)
    const [problem] = checkConfig(written, { target: newestTarget }).problems.filter(
      ({ severity }) => severity === 'error',
    )
    const theirs = Number.parseInt((await findings(written)).refused[0] ?? '')
    const [expectedOurs, expectedTheirs] = otherLines.get(number) ?? [problem?.line, problem?.line]
    expect([problem?.line, theirs]).toEqual([expectedOurs, expectedTheirs])
  })

  test('knows services that are gone from tbot, and warns of them where the checks refuse them', async () => {
    expect(await findings(goneServices)).toEqual({
      refused: [],
      unknown: [],
      old: [
        '3: Removed in tbot 19: use workload-identity-x509.',
        '11: Removed in tbot 19: use workload-identity-api.',
      ],
    })
    const broken = goneServices.replace('/svc/a', 'svc/a').replace('uid: 1000', 'uid: root')
    const { refused } = await findings(broken)
    expect(refused.map((each) => Number.parseInt(each))).toEqual([6, 19])
    const errorsAt = (target: 18 | 19): readonly string[] =>
      checkConfig(goneServices, { target })
        .problems.filter(({ severity }) => severity === 'error')
        .filter(({ path }) => path.startsWith('services'))
        .map(({ line, path }) => `${line} ${path}`)
    expect([errorsAt(18), errorsAt(19)]).toEqual([[], ['3 services[0].type', '11 services[1].type']])
  })

  test('explains a key by its own words, and a kind at its type', async () => {
    const file = 'version: v2\nstorage:\n  type: memory\nservices:\n  - type: spiffe-svid\n'
    const told = async (line: number, character: number): Promise<unknown> => {
      const document = server.open('tbot.yaml', file)
      return (await server.service.doHover(document, { line, character }))?.contents
    }
    expect(await told(1, 1)).toMatchObject({ value: expect.stringContaining('keeps its own identity') })
    expect(await told(2, 10)).toMatchObject({ value: expect.stringContaining('Nothing is written to disk') })
    expect(await told(4, 12)).toMatchObject({ value: expect.stringContaining('Removed in tbot 19') })
  })

  test('keeps the eras and hints of its parts', () => {
    const folders = ['x-variants', 'x-values-of', 'x-sections-of']
    const written = [...marksIn(schemaFiles)].filter((mark) => !folders.includes(mark))
    expect([...marksIn(JSON.parse(text))].toSorted()).toEqual(written.toSorted())
    const bundle = JSON.parse(text) as {
      readonly definitions: { readonly service: { readonly allOf: readonly { readonly then: object }[] } }
    }
    expect(bundle).toMatchObject({
      properties: {
        credential_ttl: { 'x-since': 17 },
        certificate_ttl: { deprecated: true, 'x-deprecated': { from: 17 }, 'x-advanced': true },
        onboarding: { properties: { join_method: { 'x-choices': { oracle: { 'x-since': 18 } } } } },
      },
    })
    const gone = bundle.definitions.service.allOf.map((each) => each.then).filter((each) => 'x-until' in each)
    expect(gone).toMatchObject(
      ['x509', 'api'].map((name) => ({
        deprecated: true,
        properties: {
          type: {
            description: expect.stringContaining(`Removed in tbot 19: use workload-identity-${name}.`),
          },
        },
        'x-since': 15,
        'x-until': 18,
      })),
    )
  })
})
