import { expect, test, vi } from 'vitest'
import { plannedFiles } from '../../shared/config/artifacts/index.ts'
import type { ServiceConfig } from '../../shared/config/model.ts'
import {
  applicationService,
  createBotWorld,
  directory,
  identityService,
  minute,
} from '../engine/testing/bot-world.ts'

// Simulated minutes cost real CPU time; a busy machine must not make them fail.
vi.setConfig({ testTimeout: 30_000 })

const memory = { type: 'memory' } as const

/** A service for the engine, and the words of the same entry in the file. */
const cases: readonly {
  readonly config: ServiceConfig
  readonly values: Record<string, string | boolean>
}[] = [
  { config: identityService({ name: 'ssh' }), values: {} },
  {
    config: identityService({ name: 'plain', sshConfig: false, destination: directory('/opt/plain') }),
    values: { ssh_config: 'off' },
  },
  { config: identityService({ name: 'volatile', destination: memory }), values: {} },
  {
    config: applicationService({ name: 'app', specificTlsNaming: false, destination: directory('/opt/app') }),
    values: {},
  },
  {
    config: applicationService({ name: 'tls', destination: directory('/opt/tls') }),
    values: { specific_tls_naming: true },
  },
]

test('the engine writes exactly the files that are told before, of the same kinds', async () => {
  const world = await createBotWorld()
  const running = world.start({ config: world.config({ services: cases.map(({ config }) => config) }) })
  await world.simulator.clock.advance(minute)
  const told = cases.map(({ config, values }) => {
    const type = 'destination' in config ? config.destination.type : ''
    return plannedFiles({ type: config.type, values }, type)
      .map(({ name, kind }) => `${name.replace('<cluster>', 'trial')} ${kind}`)
      .toSorted()
  })
  const made = cases.map(({ config }) =>
    (running.service(config.name).files ?? []).map(({ name, kind }) => `${name} ${kind}`).toSorted(),
  )
  expect(made).toEqual(told)
  expect(made.every((names) => names.length >= 9)).toBe(true)
})
