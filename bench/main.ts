// `npm run bench [name …]`: ratios within one run; absolute times say little on a shared machine.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { browserFace } from './browser-face.ts'
import { editor } from './editor.ts'
import { manyBots } from './many-bots.ts'
import { primitives } from './primitives.ts'
import { renewal } from './renewal.ts'
import { resultsPage, rowText } from './report.ts'
import type { Row } from './report.ts'
import { startToFiles } from './start-to-files.ts'
import { validation } from './validation.ts'

const suites: Readonly<Record<string, () => Promise<Row[]>>> = {
  primitives,
  validation,
  start: startToFiles,
  renewal,
  bots: manyBots,
  browser: browserFace,
  editor,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in suites))
if (unknown.length > 0)
  throw new Error(`no such suite: ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}`)

const rows: Row[] = []
for (const [name, suite] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const row of await suite()) {
    rows.push(row)
    console.log(rowText(row))
  }
}
writeFileSync(join(import.meta.dirname, 'results.md'), resultsPage(rows, new Date()))
process.exit()
