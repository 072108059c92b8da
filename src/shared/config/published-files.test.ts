import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { filesIn, readFile } from './testing/disk.ts'
import { languageServer } from './testing/language-server.ts'
import { marksIn } from './testing/marks.ts'

const kinds = ['bot', 'role', 'token']
const published = ['botdesk-tbot.schema', ...kinds.map((kind) => `resources/${kind}`)].map(
  (path) => JSON.parse(readFile(`schemas/${path}.json`)) as Readonly<Record<string, unknown>>,
)

describe('the published files', () => {
  test('have an address each and refer to nothing outside', () => {
    expect(published.map((each) => each['$id'])).toEqual(
      ['tbot', ...kinds].map((name) => `urn:botdesk:schema:${name}`),
    )
    const references = JSON.stringify(published).match(/"\$ref":"[^"]*"/g)
    expect(references).not.toHaveLength(0)
    expect(references?.filter((each) => !each.startsWith('"$ref":"#/'))).toEqual([])
  })

  test.each(published)('$$id has no keyword a strict validator does not know, but for ours', (schema) => {
    const formats = { 'date-time': true, 'go-duration': true } as const
    const ajv = new Ajv({ strictSchema: true, strictTypes: false, formats })
    ajv.addVocabulary(['deprecationMessage', 'enumDescriptions', ...marksIn(schema)])
    expect(() => ajv.compile(schema)).not.toThrow()
  })
})

describe('the resources in another editor', () => {
  const fixtures = '../shared/fixtures/resources/'
  const server = languageServer(
    Object.fromEntries(kinds.map((kind, index) => [`${kind}.yaml`, published[index + 1] ?? {}])),
  )
  const findings = async (kind: string, name: string): Promise<number> =>
    (await server.findings(`${kind}.yaml`, readFile(fixtures + name))).length
  const names = filesIn(fixtures)
  const accepted = names.filter(
    (name) => /^(?:bot|role|token)\b.*\.yaml$/.test(name) && !name.includes('unknown'),
  )
  const refused = names.filter((name) => /^refused\/(?:role|token|github|iam|kubernetes)-/.test(name))

  test('cover all fixtures', () => {
    expect([accepted.length, refused.length]).toEqual([12, 19])
  })

  test.each(accepted)('%s is accepted', async (name) => {
    expect(await findings(name.replace(/[-.].*$/, ''), name)).toBe(0)
  })

  test.each(refused)('%s is refused', async (name) => {
    expect(await findings(name.startsWith('refused/role-') ? 'role' : 'token', name)).toBeGreaterThan(0)
  })
})
