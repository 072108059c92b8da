import { parseDocument } from 'yaml'
import { checkConfig, ConfigChecker, newestTarget } from '../src/shared/config/index.ts'
import { publishedSchemaServer } from './language-server.ts'
import { compare } from './report.ts'
import type { Row } from './report.ts'
import { sampleConfig } from './sample-config.ts'

/** Texts as typing makes them: another one with each key, in the middle of a value. */
function typing(text: string): () => string {
  let keys = 0
  return () => text.replace('example.com:443', `example.com:${443 + (keys++ % 50)}`)
}

/** All checks of a file beside only parsing it, and those of a key in it beside the server that other editors use. */
export async function validation(): Promise<Row[]> {
  const rows: Row[] = []
  for (const [lines, rounds] of [
    [300, 100],
    [10_000, 15],
  ] as const) {
    const text = sampleConfig(lines)
    const { valid } = checkConfig(text, { target: newestTarget })
    if (!valid) throw new Error('the sample of the bench does not pass the checks')
    rows.push(
      await compare(
        `all checks of a file of ${lines} lines, in Node`,
        rounds,
        [
          { name: 'checkConfig', run: () => checkConfig(text, { target: newestTarget }) },
          { name: '`parseDocument` of yaml', run: () => parseDocument(text) },
        ],
        { aim: '1.5' },
      ),
    )
    const [forServer, forChecker] = [typing(text), typing(text)]
    const validate = publishedSchemaServer()
    const checker = new ConfigChecker()
    rows.push(
      await compare(
        `a key in a file of ${lines} lines, both in Node`,
        rounds,
        [
          { name: 'yaml-language-server', run: () => validate(forServer()) },
          { name: 'checks of the editor', run: () => checker.check(forChecker(), { target: newestTarget }) },
        ],
        { aim: '5' },
      ),
    )
  }
  return rows
}
