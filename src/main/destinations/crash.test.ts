import { describe, expect, test } from 'vitest'
import type { DirectoryConfig } from '../../shared/config/model.ts'
import { createSimulator } from '../ports/testing/simulator.ts'
import type { SimulatedHost } from '../ports/testing/simulator.ts'
import { createDestination } from './index.ts'
import type { Artifact, Destination } from './index.ts'

const { signal } = new AbortController()
const folder = '/var/lib/botdesk/out'
const config: DirectoryConfig = {
  type: 'directory',
  path: folder,
  symlinks: 'try-secure',
  acls: 'off',
  readers: [],
}

type Layout = 'generations' | 'plain'
type Contents = Readonly<Record<string, string>>

const oldSet: Contents = {
  tlscert: 'old cert',
  key: 'old key',
  leaves: 'old only',
  'cockroach/ca.crt': 'old ca',
  'gone/ca.crt': 'old ca',
}
const newSet: Contents = {
  tlscert: 'new cert',
  key: 'new key',
  'cockroach/node.key': 'new',
  joins: '',
  later: 'n',
}
const names = [...new Set([...Object.keys(oldSet), ...Object.keys(newSet)])]
/** What stood there before and is not ours. */
const foreign: Contents = { notes: 'by the user' }

const setEntries = [...new Set(Object.keys(newSet).map((name) => name.split('/')[0] ?? ''))]
const ownEntries = { plain: ['.botdesk-set'], generations: ['..data', '..gen', '..gen'] }

const artifactsOf = (contents: Contents): Artifact[] =>
  Object.entries(contents).map(([name, data]) => ({ name, data: new TextEncoder().encode(data) }))

function destinationOn(host: SimulatedHost, layout: Layout): Destination {
  const { files, processes } = host.ports
  return createDestination(config, { files, processes, layout, key: 'outputs[0].destination' })
}

/** The set as the destination tells it. */
async function readSet(destination: Destination): Promise<Contents> {
  const found: [string, string][] = []
  for (const name of names) {
    const data = await destination.read(name)
    if (data !== undefined) found.push([name, new TextDecoder().decode(data)])
  }
  return Object.fromEntries(found)
}

/** The set as another program finds it. */
function visibleSet(host: SimulatedHost): Contents {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = host.disk.textAt(`${folder}/${name}`)
      return text === undefined ? [] : [[name, text]]
    }),
  )
}

interface Start {
  readonly title: string
  readonly before: Contents
  prepare(host: SimulatedHost): Promise<void>
}

const tbotFiles: Contents = { tlscert: 'tbot cert', key: 'tbot key', 'cockroach/node.key': 'tbot node' }
const writtenBy = (layout: Layout) => async (host: SimulatedHost) => {
  await destinationOn(host, layout).prepare({ signal })
  await destinationOn(host, layout).write(artifactsOf(oldSet), { signal })
}
const starts: readonly Start[] = [
  { title: 'nothing', before: {}, prepare: async () => undefined },
  {
    title: 'plain files of tbot',
    before: tbotFiles,
    prepare: async (host) => {
      for (const [name, text] of Object.entries(tbotFiles)) host.disk.plant(`${folder}/${name}`, text)
    },
  },
  { title: 'a set in generations', before: oldSet, prepare: writtenBy('generations') },
  { title: 'a set in the plain layout', before: oldSet, prepare: writtenBy('plain') },
]
const layouts: readonly Layout[] = ['generations', 'plain']
const cases = layouts.flatMap((layout) => starts.map((start) => ({ layout, start, title: start.title })))

async function makeHost(seed: string, start: Start): Promise<SimulatedHost> {
  const host = createSimulator({ seed }).host('host-a')
  for (const [name, text] of Object.entries(foreign)) host.disk.plant(`${folder}/${name}`, text)
  await start.prepare(host)
  return host
}

/** Writes the new set and stops after `calls` file calls; false when it was finished by then. */
async function crashWithin(host: SimulatedHost, layout: Layout, calls: number): Promise<boolean> {
  host.stopAtFileCall(host.fileCalls + calls)
  const writing = destinationOn(host, layout).write(artifactsOf(newSet), { signal })
  return Promise.race([writing.then(() => false), host.crashed.then(() => true)])
}

describe.each(cases)('a crash while $layout replaces $title', ({ layout, start }) => {
  test.each([1, 2, 3, 4, 5, 6])(
    'leaves the old or the new set at every file call (seed %i)',
    async (seed) => {
      let didCrash = true
      const outcomes = new Set<string>()
      for (let call = 1; didCrash; call++) {
        const host = await makeHost(`${seed} ${call}`, start)
        didCrash = await crashWithin(host, layout, call)
        host.restart()
        const found = await readSet(destinationOn(host, layout))
        expect([start.before, newSet]).toContainEqual(found)
        await destinationOn(host, layout).prepare({ signal })
        expect(await readSet(destinationOn(host, layout))).toEqual(found)
        expect(visibleSet(host)).toEqual(found)
        outcomes.add(found['tlscert'] === newSet['tlscert'] ? 'new' : 'old')
      }
      expect(outcomes).toEqual(new Set(['old', 'new']))
    },
  )

  test('leaves modes right and nothing behind, also when the clean-up crashes', async () => {
    let didCrash = true
    for (let call = 1; didCrash; call++) {
      const host = await makeHost(`again ${call}`, start)
      didCrash = await crashWithin(host, layout, call)
      host.restart()
      host.stopAtFileCall(1 + (call % 17))
      await Promise.race([destinationOn(host, layout).prepare({ signal }), host.crashed])
      host.restart()
      const destination = destinationOn(host, layout)
      await destination.prepare({ signal })
      await destination.write(artifactsOf(newSet), { signal })
      await destination.write(artifactsOf({ ...newSet, later: 'again' }), { signal })
      expect(visibleSet(host)).toEqual({ ...newSet, later: 'again' })
      for (const name of Object.keys(newSet))
        expect(await destination.look((view) => view.inspect(name))).toMatchObject({ mode: 0o600 })
      expect(host.disk.textAt(`${folder}/notes`)).toBe('by the user')
      expect(entries(host)).toEqual([...ownEntries[layout], ...setEntries, 'notes'].toSorted())
    }
  })
})

describe.each(starts)('a reader while generations replace $title', (start) => {
  test('sees the old or the new set between any two file calls', async () => {
    const host = await makeHost('reader', start)
    const seen = new Set<string>()
    const destination = destinationOn(host, 'generations')
    host.onFileCall = () => seen.add(JSON.stringify(visibleSet(host)))
    await destination.write(artifactsOf(newSet), { signal })
    host.onFileCall = undefined
    seen.add(JSON.stringify(visibleSet(host)))
    const inOrder = (set: Contents) =>
      JSON.stringify(Object.fromEntries(names.filter((name) => name in set).map((name) => [name, set[name]])))
    expect(seen).toEqual(new Set([inOrder(start.before), inOrder(newSet)]))
  })
})

/** All names in the folder, without generation numbers. */
function entries(host: SimulatedHost): string[] {
  const directory = host.disk.find(folder)
  const found = directory?.kind === 'directory' ? [...directory.entries.keys()] : []
  return found.map((name) => name.replace(/-\d+$/, '')).toSorted()
}
