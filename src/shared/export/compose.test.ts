import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { makeExport } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'

interface Service {
  readonly image: string
  readonly ports?: readonly string[]
  readonly volumes?: readonly unknown[]
  readonly secrets?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly restart: string
}

function composed(sample: string, settings: Parameters<typeof requestOf>[1] = {}) {
  const [file] = makeExport('compose', requestOf(sample, settings)).files
  return parse(file?.text ?? '') as {
    services: { tbot: Service }
    secrets?: Record<string, { file: string }>
    volumes?: Record<string, unknown>
  }
}

describe('compose', () => {
  test.each([14, 19])('takes the image of version %i, never "latest"', (target) => {
    const text = 'version: v2\nproxy_server: a:443\nonboarding: {join_method: iam, token: x}\noutputs: []\n'
    const { image } = composed(text, { target }).services.tbot
    expect(image).toBe(`public.ecr.aws/gravitational/tbot-distroless:${target}`)
  })

  test('mounts the token as a secret, and none when the file carries it', () => {
    const made = composed('application')
    expect(made.secrets).toEqual({ 'join-token': { file: './join-token' } })
    expect(made.services.tbot.secrets).toEqual(['join-token'])
    expect(composed('application', { withSecrets: true }).secrets).toBeUndefined()
  })

  test('publishes listeners at their old address', () => {
    expect(composed('many').services.tbot.ports).toEqual(['127.0.0.1:8080:8080'])
    const open = samples['many']?.replace('tcp://127.0.0.1:8080', 'tcp://[::1]:8080') ?? ''
    expect(composed(open).services.tbot.ports).toEqual(['[::1]:8080:8080'])
  })

  test('asks for its health with tbot itself, where that is there', () => {
    expect(composed('application').services.tbot.healthcheck?.test).toContain('wait')
    expect(composed('many').services.tbot.healthcheck).toBeUndefined()
    const { notes } = makeExport('compose', requestOf('application', { target: 18 }))
    expect(notes.join(' ')).toContain('There is no health check')
  })

  test('shares the files as folders of the computer or as volumes', () => {
    const bound = composed('application').services.tbot.volumes ?? []
    expect(bound).toContainEqual({
      type: 'bind',
      source: '/opt/machine-id',
      target: '/opt/machine-id',
      bind: { create_host_path: true },
    })
    const shared = composed('application', { options: { outputs: 'volumes' } })
    expect(Object.keys(shared.volumes ?? {})).toEqual(['storage', 'files-grafana'])
  })

  test('keeps dollar signs from being taken for variables', () => {
    const text = samples['link']?.replace('/opt/id', '/opt/$HOME') ?? ''
    expect(composed(text).services.tbot.volumes).toContainEqual(
      expect.objectContaining({ source: '/opt/$$HOME', target: '/opt/$$HOME' }),
    )
  })

  test('quotes what older readers of YAML take for a number or a truth', () => {
    const low = samples['many']?.replace('tcp://127.0.0.1:8080', 'tcp://0.0.0.0:22') ?? ''
    const [file] = makeExport('compose', requestOf(low)).files
    expect(file?.text).toContain('- "22:22"')
    const [once] = makeExport('compose', requestOf('github')).files
    expect(once?.text).toContain('restart: "no"')
  })

  test('runs a one-shot bot once, which listens nowhere', () => {
    const text = `${samples['many'] ?? ''}oneshot: true\ndiag_addr: 127.0.0.1:3001\n`
    const { tbot } = composed(text).services
    expect(tbot.restart).toBe('no')
    expect([tbot.ports, tbot.healthcheck]).toEqual([undefined, undefined])
    const { files, notes } = makeExport('compose', requestOf(text))
    expect(files[1]?.text).toContain('127.0.0.1:3001')
    expect(notes.join(' ')).not.toContain('health check')
  })
})
