import { describe, expect, test } from 'vitest'
import type { SimulatedHost } from './simulator.ts'
import { createSimulator } from './simulator.ts'

const { signal } = new AbortController()
const text = (value: string) => new TextEncoder().encode(value)

async function writeFile({ ports }: SimulatedHost, name: string, value: string): Promise<void> {
  const directory = await ports.files.openDirectory('/data', { create: true, symlinks: 'refuse' })
  await directory.create(name, text(value), { mode: 0o600 })
  await directory.sync()
  await directory.close()
}

describe('the simulator', () => {
  test('gives each host its own disk and names', async () => {
    const simulator = createSimulator({ seed: 1 })
    await writeFile(simulator.host('a'), 'file', 'on a')
    expect(simulator.host('a').disk.textAt('/data/file')).toBe('on a')
    expect(simulator.host('b').disk.textAt('/data/file')).toBeUndefined()
    expect(simulator.host('b').ports.processes.hostname).toBe('b')
  })

  test('stops a host at the file call asked for; later calls never answer', async () => {
    const host = createSimulator({ seed: 1 }).host('a')
    host.stopAtFileCall(3)
    let isDone = false
    void writeFile(host, 'file', 'x').then(() => {
      isDone = true
    })
    await host.crashed
    const late = host.ports.files.space('/').then(() => 'answered')
    expect(await Promise.race([late, new Promise((resolve) => setImmediate(() => resolve('silent')))])).toBe(
      'silent',
    )
    expect(isDone).toBe(false)
    expect(host.fileCalls).toBe(3)
  })

  test('keeps what was synced over a restart, and frees locks', async () => {
    const host = createSimulator({ seed: 1 }).host('a')
    await writeFile(host, 'file', 'kept')
    await host.ports.files.lock('/data/lock', { purpose: 'test', signal })
    host.restart()
    expect(host.disk.textAt('/data/file')).toBe('kept')
    await host.ports.files.lock('/data/lock', { purpose: 'test', signal })
    await writeFile(host, 'next', 'x')
    expect(host.fileCalls).toBe(5)
  })

  test('code of a crashed host does not run on when time passes', async () => {
    const { clock, host } = createSimulator({ seed: 1 })
    const woken: string[] = []
    const before = host('a').ports.clock
    void before.sleep(10, { signal }).then(() => woken.push('before the crash'))
    void before.sleep(10, { signal: AbortSignal.abort() }).catch(() => woken.push('aborted'))
    await clock.settle()
    host('a').restart()
    void host('a')
      .ports.clock.sleep(10, { signal })
      .then(() => woken.push('after the crash'))
    await clock.advance(100)
    expect(woken).toEqual(['aborted', 'after the crash'])
  })

  test('the ports of a crashed host close and can be opened again after the restart', async () => {
    const { host, clock } = createSimulator({ seed: 1 })
    const listen = () =>
      host('a').ports.network.serveHttp({
        host: '127.0.0.1',
        port: 3000,
        handle: (_request, answer) => answer.end(),
      })
    await listen()
    await expect(listen()).rejects.toMatchObject({ code: 'EADDRINUSE' })
    host('a').restart()
    await clock.settle()
    expect((await listen()).port).toBe(3000)
  })

  test('the same seed gives the same chances, another one others', () => {
    const chances = (seed: number) => {
      const { random } = createSimulator({ seed }).host('a').ports
      return [random.float(), ...random.bytes(8)]
    }
    expect(chances(7)).toEqual(chances(7))
    expect(chances(7)).not.toEqual(chances(8))
  })
})
