import { describe, expect, test } from 'vitest'
import { serviceSchemas } from './catalogue.ts'
import { serviceCommands } from './command-flags.ts'
import { missingFlags, serviceFromFlags } from './flag-service.ts'

describe('serviceFromFlags', () => {
  test.each([
    [
      'identity',
      { destination: '/a', cluster: 'leaf', allowReissue: true, readerUser: ['1000'], readerGroup: ['web'] },
      {
        type: 'identity',
        destination: { type: 'directory', path: '/a', readers: [{ user: '1000' }, { group: 'web' }] },
        cluster: 'leaf',
        allow_reissue: true,
      },
    ],
    ['ssh', { destination: 'memory://' }, { type: 'identity', destination: { type: 'memory' } }],
    [
      'application',
      { destination: './a', app: 'x', specificTlsExtensions: true },
      {
        type: 'application',
        destination: { type: 'directory', path: './a' },
        app_name: 'x',
        specific_tls_naming: true,
      },
    ],
    [
      'database',
      { destination: 'kubernetes-secret://n/s', service: 's', username: 'u', database: 'd', format: 'tls' },
      {
        type: 'database',
        destination: { type: 'kubernetes_secret', name: 's', namespace: 'n' },
        service: 's',
        username: 'u',
        database: 'd',
        format: 'tls',
      },
    ],
    [
      'kubernetes/v2',
      {
        destination: '/a',
        nameSelector: ['one', 'two'],
        labelSelector: ['a=b,c=d'],
        disableExecPlugin: true,
      },
      {
        type: 'kubernetes/v2',
        destination: { type: 'directory', path: '/a' },
        selectors: [{ name: 'one' }, { name: 'two' }, { labels: { a: 'b', c: 'd' } }],
        disable_exec_plugin: true,
      },
    ],
    [
      'ssh-multiplexer',
      { destination: '/a', enableResumption: false, proxyCommand: ['fdpass', 'x'] },
      {
        type: 'ssh-multiplexer',
        destination: { type: 'directory', path: '/a' },
        enable_resumption: false,
        proxy_command: ['fdpass', 'x'],
      },
    ],
    [
      'workload-identity-jwt',
      { destination: '/a', labelSelector: ['a=b,c=d', 'a=e'], audience: ['x'] },
      {
        type: 'workload-identity-jwt',
        destination: { type: 'directory', path: '/a' },
        selector: { labels: { a: ['b', 'e'], c: ['d'] } },
        audiences: ['x'],
      },
    ],
    [
      'workload-identity-api',
      { listen: 'unix:///a.sock', nameSelector: 'x' },
      { type: 'workload-identity-api', listen: 'unix:///a.sock', selector: { name: 'x' } },
    ],
  ] as const)('%s', (command, values, expected) => {
    expect(serviceFromFlags({ command, values })).toEqual(expected)
  })

  test.each([
    ['a=b', { a: 'b' }],
    ['a= b c , d=', { a: ' b c', d: '' }],
    [`a=${' '.repeat(200_000)}b  `, { a: `${' '.repeat(200_000)}b` }],
  ])('labels: case %#', (labelSelector, labels) => {
    const values = { labelSelector: [labelSelector] }
    expect(serviceFromFlags({ command: 'kubernetes/v2', values })?.['selectors']).toEqual([{ labels }])
  })

  test('noop has no service', () => {
    expect(serviceFromFlags({ command: 'noop', values: {} })).toBeUndefined()
  })

  test.each([
    ['nonsense', {}],
    ['identity', { destination: 's3://x/y' }],
    ['identity', { destination: 'memory://', readerUser: ['x'] }],
    ['kubernetes/v2', { destination: '/a', labelSelector: ['a'] }],
    ['kubernetes/v2', { destination: '/a', labelSelector: [' a = b '] }],
    ['kubernetes/v2', { destination: '/a', labelSelector: ['a=b\nc'] }],
  ] as const)('refuses %s %j', (command, values) => {
    expect(() => serviceFromFlags({ command, values })).toThrowError(
      expect.objectContaining({ code: 'usage.bad-argument' }),
    )
  })
})

test('missing flags are named', () => {
  expect(missingFlags({ command: 'database', values: { destination: '/a', username: 'u' } })).toEqual([
    '--service',
    '--database',
  ])
})

test.each(serviceCommands.filter(({ type }) => type !== undefined).map((each) => [each.name, each] as const))(
  'the flags of %s go to keys of its type',
  (_name, { type = '', flags }) => {
    const keys = Object.keys(serviceSchemas.get(type)?.properties ?? {})
    for (const flag of flags) expect(keys).toContain(flag.path?.split('.')[0])
    const needed = serviceSchemas.get(type)?.required ?? []
    const given = flags.map((flag) => flag.path?.split('.')[0])
    expect(given).toEqual(expect.arrayContaining(needed.filter((key) => key !== 'type')))
  },
)
