import { describe, expect, it } from 'vitest'
import { snippets } from '../../shared/config/form/index.ts'
import { snippetsAt } from './snippet-places.ts'

const all = snippets(18)

/** The snippets at the end of a text. */
function at(text: string) {
  const lines = text.split('\n')
  const before = lines.at(-1) ?? ''
  return snippetsAt(all, before, lines.length, (number) => lines[number - 1])
}
const labelsAt = (text: string): string[] => at(text).map(({ snippet }) => snippet.label)

describe('entries to begin with', () => {
  it('are services where a service can begin', () => {
    expect(labelsAt('services:\n  - ')).toContain('A database')
    expect(labelsAt('services:\n  dat')).toContain('A database')
    expect(labelsAt('services:\n  - A web appl')).toContain('A web application')
    expect(labelsAt('services:\n- ')).toContain('A database')
    expect(labelsAt('outputs:\n  - ')).toContain('A database')
  })

  it('replace the dash that is there and match what is typed after it', () => {
    const [first] = at('services:\n  - dat')
    expect(first?.startColumn).toBe(3)
    expect(first?.filterText).toMatch(/^- /)
    expect(first?.body).toMatch(/^- type: /)
  })

  it('are sections at the left edge', () => {
    const labels = labelsAt('version: v2\nJoin')
    expect(labels).toContain('Join with Kubernetes')
    expect(labels).not.toContain('A database')
    expect(labels).not.toContain('A bot with a web application')
  })

  it('are a whole file where there is nothing but comments', () => {
    expect(labelsAt('# ours\n')).toContain('A bot with a web application')
  })

  it('are none behind a key and in other sections', () => {
    expect(at('version: ')).toEqual([])
    expect(at('storage:\n  - ')).toEqual([])
  })
})
