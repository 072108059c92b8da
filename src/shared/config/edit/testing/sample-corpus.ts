import { filesIn, readFile } from '../../testing/disk.ts'
import { sampleFiles } from '../../testing/samples.ts'
import { openDocument } from '../document.ts'
import { readAgain } from './oracle.ts'

const resources = '../shared/fixtures/resources/'

/** Every file in the tests of this room, the documents and the fixtures that holds a map. */
export function sampleCorpus(): string[] {
  const tests = filesIn('src/shared/config/')
    .filter((path) => path.endsWith('.test.ts'))
    .flatMap((path) => [...readFile(`src/shared/config/${path}`).matchAll(/`([^`$\\]*\n[^`$\\]*)`/g)])
    .map(([, text = '']) => text)
  const documents = filesIn('docs/')
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => [...readFile(`docs/${path}`).matchAll(/<<'?EOF'?\n([^]*?)\nEOF/g)])
    .map(([, text = '']) => text)
  const fixtures = filesIn(resources)
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => readFile(`${resources}${path}`))
  return [...sampleFiles, ...tests, ...documents, ...fixtures].filter(
    (text) => readAgain(text) !== undefined && openDocument(text) !== undefined,
  )
}
