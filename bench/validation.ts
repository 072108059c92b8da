import { parseDocument } from 'yaml'
import { checkConfig, newestTarget } from '../src/shared/config/index.ts'
import { compare } from './report.ts'
import type { Row } from './report.ts'
import { sampleConfig } from './sample-config.ts'

/** All checks of a file beside only parsing it. */
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
  }
  return rows
}
