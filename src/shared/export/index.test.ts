import { expect, test } from 'vitest'
import { exportKinds, exporters } from './index.ts'

test('every kind is made by the exporter of its name', () => {
  expect(exporters.map(({ kind }) => kind)).toEqual(exportKinds)
})
