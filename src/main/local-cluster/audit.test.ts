import { describe, expect, it } from 'vitest'
import { createSimulator } from '../ports/testing/simulator.ts'
import type { SimulatedHost } from '../ports/testing/simulator.ts'
import { openAuditLog } from './audit.ts'

const folder = '/data/audit'
const day = 24 * 3_600_000

function workstation() {
  const simulator = createSimulator({ seed: 1 })
  return { clock: simulator.clock, host: simulator.host('workstation') }
}

function open(host: SimulatedHost) {
  const { files, clock, random } = host.ports
  return openAuditLog({ files, folder, clock, random })
}

async function lines(host: SimulatedHost, name: string): Promise<string[]> {
  const directory = await host.ports.files.openDirectory(folder, { symlinks: 'refuse' })
  return Buffer.from(await directory.read(name))
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
}

function record(message: string) {
  return { event: 'bot.join', message, success: true, user: 'bot-demo' }
}

describe('the audit log', () => {
  it('writes one line of JSON for each record into the file of its day', async () => {
    const { clock, host } = workstation()
    const log = await open(host)
    await log.record(record('first'))
    await clock.advance(day)
    await log.record(record('second'))
    expect((await lines(host, '2026-01-01.log')).map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        time: '2026-01-01T00:00:00.000Z',
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        event: 'bot.join',
        success: true,
        message: 'first',
        user: 'bot-demo',
      },
    ])
    expect(await lines(host, '2026-01-02.log')).toHaveLength(1)
    const directory = await host.ports.files.openDirectory(folder, { symlinks: 'refuse' })
    expect((await directory.status('2026-01-02.log'))?.mode).toBe(0o600)
  })

  it('keeps every record it has acknowledged through a loss of power', async () => {
    const { host } = workstation()
    const log = await open(host)
    await Promise.all(['a', 'b', 'c'].map((message) => log.record(record(message))))
    host.restart()
    const again = await open(host)
    expect(again.recent().map(({ message }) => message)).toEqual(['c', 'b', 'a'])
  })

  it('shows the newest fifty and keeps a thousand of a day', async () => {
    const { host } = workstation()
    const log = await open(host)
    await Promise.all(Array.from({ length: 1_100 }, (_, n) => log.record(record(`number ${String(n)}`))))
    expect(log.recent()).toHaveLength(50)
    expect(log.recent()[0]?.message).toBe('number 1099')
    const kept = await lines(host, '2026-01-01.log')
    expect(kept).toHaveLength(1_000)
    expect(kept[0]).toContain('number 100"')
  })

  it('keeps a month of days', async () => {
    const { clock, host } = workstation()
    const log = await open(host)
    for (let n = 0; n < 35; n += 1) {
      await log.record(record('daily'))
      clock.jump(day)
    }
    const directory = await host.ports.files.openDirectory(folder, { symlinks: 'refuse' })
    const names = (await directory.list()).toSorted()
    expect(names).toHaveLength(30)
    expect(names[0]).toBe('2026-01-06.log')
  })

  it('goes on when the disk is full and writes what it kept when there is room', async () => {
    const { host } = workstation()
    const log = await open(host)
    host.disk.capacityBytes = host.disk.usedBytes()
    await log.record(record('while full'))
    host.disk.capacityBytes = Number.POSITIVE_INFINITY
    await log.record(record('after'))
    expect(await lines(host, '2026-01-01.log')).toHaveLength(2)
  })

  it('loses nothing when several records arrive first thing after midnight', async () => {
    const { clock, host } = workstation()
    const log = await open(host)
    await log.record(record('yesterday'))
    await clock.advance(day)
    const messages = ['a', 'b', 'c']
    await Promise.all(messages.map((message) => log.record(record(message))))
    const kept = await lines(host, '2026-01-02.log')
    expect(kept.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(messages)
  })

  it('never fails whoever records, also when a file of today cannot be read', async () => {
    const { clock, host } = workstation()
    const log = await open(host)
    await clock.advance(day)
    host.disk.plant(`${folder}/2026-01-02.log`, 'not ours', { uid: 0 })
    await expect(log.record(record('a'))).resolves.toBeUndefined()
    expect(log.recent()[0]?.message).toBe('a')
  })

  it('leaves lines it cannot read in the file and out of what it shows', async () => {
    const { host } = workstation()
    const first = await open(host)
    await first.close()
    const directory = await host.ports.files.openDirectory(folder, { symlinks: 'refuse' })
    await directory.create('2026-01-01.log', Buffer.from('no json\n{"time":1}\n'), { mode: 0o600 })
    const log = await open(host)
    expect(log.recent()).toEqual([])
    await log.record(record('after'))
    expect(await lines(host, '2026-01-01.log')).toHaveLength(3)
  })
})
