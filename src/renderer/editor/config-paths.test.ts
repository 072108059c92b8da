import { describe, expect, it } from 'vitest'
import { configPaths, placeOfPath } from './config-paths.ts'

const text = `version: v2
onboarding: { join_method: token }
services:
  - type: application
    app_name: grafana
    destination:
      path: /x
  - type: identity
    renewal_interval: 20m
`

describe('the keys of a configuration', () => {
  it('are named as in messages, with their line and the service they belong to', () => {
    const paths = configPaths(text)
    expect(paths.map(({ path }) => path).slice(0, 5)).toEqual([
      'version',
      'onboarding',
      'onboarding.join_method',
      'services',
      'services[0]',
    ])
    expect(paths.find(({ path }) => path === 'services[1].renewal_interval')).toEqual({
      path: 'services[1].renewal_interval',
      line: 9,
      column: 5,
      about: 'identity',
    })
  })

  it('of a broken text are those before the break', () => {
    expect(configPaths('version: v2\nservices: [\n').map(({ path }) => path)).toContain('version')
  })
})

describe('going to a key', () => {
  it('goes to the nearest one around it when it is not written', () => {
    expect(placeOfPath(text, 'services[0].destination.symlinks')?.path).toBe('services[0].destination')
    expect(placeOfPath(text, 'services[0].renewal_interval')?.path).toBe('services[0]')
    expect(placeOfPath(text, 'onboarding.token')?.line).toBe(2)
  })

  it('has nowhere to go when nothing around it is written', () => {
    expect(placeOfPath(text, 'diag_addr')).toBeUndefined()
  })
})
