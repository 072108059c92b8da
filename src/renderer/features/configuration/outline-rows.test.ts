import { expect, it } from 'vitest'
import { outlineOf } from '../../../shared/config/edit/index.ts'
import type { Problem } from '../../../shared/config/problem.ts'
import { outlineRows } from './outline-rows.ts'

const outline = outlineOf(
  'version: v2\nservices:\n  - type: application\n    app_name: x\n  - type: identity\n    name: mine\n',
)
const at = (path: string, severity: Problem['severity']): Problem => ({
  severity,
  code: 'config.x',
  path,
  message: 'x',
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
})

it('shows the worst problem of each part, of services and of their section', () => {
  const problems = [at('services[1].name', 'hazard'), at('services[1]', 'error'), at('services[10]', 'info')]
  expect(outlineRows(outline, problems, '').map(({ entry, severity }) => [entry.label, severity])).toEqual([
    ['version', undefined],
    ['services', 'error'],
    ['application-1', undefined],
    ['mine', 'error'],
  ])
})

it('filters by name and kind', () => {
  expect(outlineRows(outline, [], 'IDENT').map(({ entry }) => entry.label)).toEqual(['mine'])
})
