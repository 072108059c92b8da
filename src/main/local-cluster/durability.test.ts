import { describe, expect, it } from 'vitest'
import { createSimulator } from '../ports/testing/simulator.ts'
import { stateFile } from './state-store.ts'
import { joinByCall, requestCerts, tlsOf } from './testing/test-client.ts'
import type { Held } from './testing/test-client.ts'
import { dataFolder, joinedBot, openTrial, startOn, startTrial } from './testing/trial-cluster.ts'

async function read(trial: Awaited<ReturnType<typeof startTrial>>, name: string): Promise<string> {
  const folder = await trial.host.ports.files.openDirectory(dataFolder, { symlinks: 'follow' })
  return Buffer.from(await folder.read(name)).toString('utf8')
}

async function overwrite(trial: Awaited<ReturnType<typeof startTrial>>, text: string): Promise<void> {
  const folder = await trial.host.ports.files.openDirectory(dataFolder, { symlinks: 'follow' })
  await folder.remove(stateFile)
  await folder.create(stateFile, Buffer.from(text), { mode: 0o600 })
  await folder.sync()
}

/** A renewal during which the host loses power at its n-th file call; undefined when there is no n-th call. */
async function renewalStoppedAt(n: number, seed: number) {
  const simulator = createSimulator({ seed })
  const host = simulator.host('workstation')
  const before = await startOn(simulator, host)
  const held = await joinedBot(before)
  const calls = host.fileCalls
  host.stopAtFileCall(calls + n)
  const renewal = requestCerts(before.wire(held), { user: 'bot-demo' }).catch(() => undefined)
  const renewed: Held | undefined = await Promise.race([renewal, host.crashed.then(() => undefined)])
  const wasStopped = renewed === undefined
  host.restart()
  const after = await startOn(simulator, host)
  const generation = after.cluster.view().bots[0]?.certificateGeneration ?? 0
  return { after, held, renewed, generation, wasStopped }
}

describe('the state of a cluster', () => {
  it('survives a stop and a new start', async () => {
    const first = await startTrial()
    const held = await joinedBot(first)
    const { token } = await first.cluster.addToken({ bot: 'demo', ttlMs: 60_000, singleUse: true })
    await first.cluster.close()
    const second = await startOn(first.simulator, first.host, { clusterName: 'other.example' })
    expect(second.info).toEqual(first.info)
    expect(second.cluster.view().authorities).toEqual(first.cluster.view().authorities)
    const renewed = await requestCerts(second.wire(held), { user: 'bot-demo' })
    expect(tlsOf(renewed).identity.generation).toBe(2)
    expect(tlsOf(await joinByCall(second.wire(), { token })).identity.generation).toBe(1)
  })

  it('survives the loss of power', async () => {
    const first = await startTrial()
    const held = await joinedBot(first)
    first.host.restart()
    const second = await startOn(first.simulator, first.host)
    expect(second.info).toEqual({ ...first.info, pid: first.info.pid + 1 })
    const renewed = await requestCerts(second.wire(held), { user: 'bot-demo' })
    expect(tlsOf(renewed).identity.generation).toBe(2)
  })

  it.each([1, 2])(
    'is never behind a certificate that left, wherever power is lost during a renewal (seed %i)',
    async (seed) => {
      let stops = 0
      for (let n = 1; ; n += 1) {
        const { after, held, renewed, generation, wasStopped } = await renewalStoppedAt(n, seed)
        expect([1, 2]).toContain(generation)
        const presented = tlsOf(renewed ?? held).identity.generation ?? 0
        expect(presented).toBeLessThanOrEqual(generation)
        const next = requestCerts(after.wire(renewed ?? held), { user: 'bot-demo' })
        const outcome = await next.then(
          (certs) => tlsOf(certs).identity.generation,
          () => 'locked',
        )
        expect(outcome).toBe(presented === generation ? generation + 1 : 'locked')
        if (!wasStopped) break
        stops += 1
      }
      expect(stops).toBeGreaterThanOrEqual(4)
    },
    30_000,
  )

  it('is whole or not there, wherever power is lost while it is made', async () => {
    for (let n = 1; n <= 40; n += 1) {
      const simulator = createSimulator({ seed: n })
      const host = simulator.host('workstation')
      host.stopAtFileCall(n)
      const opened = openTrial(host)
      const isOpen = await Promise.race([opened.then(() => true), host.crashed.then(() => false)])
      if (isOpen) return
      host.restart()
      const again = await startOn(simulator, host)
      expect(again.cluster.view().authorities).toHaveLength(6)
    }
    throw new Error('opening never came to its end')
  }, 60_000)

  it.each([
    ['cut', (text: string) => text.slice(0, -10)],
    ['changed in one place', (text: string) => text.replace('"resources"', '"resourcez"')],
    ['empty', () => ''],
    ['of another format', (text: string) => text.replace('{"format":1', '{"format":2')],
  ])('that is %s is refused and left as it is', async (_, damage) => {
    const trial = await startTrial()
    await trial.cluster.close()
    const damaged = damage(await read(trial, stateFile))
    await overwrite(trial, damaged)
    await expect(openTrial(trial.host)).rejects.toMatchObject({
      code: 'cluster.corrupt',
      message: expect.stringMatching(/cluster\.json.*backup/) as string,
      details: { path: `${dataFolder}/${stateFile}` },
    })
    expect(await read(trial, stateFile)).toBe(damaged)
  })

  it('is missed when only the rest of the folder is there', async () => {
    const trial = await startTrial()
    await trial.cluster.close()
    const folder = await trial.host.ports.files.openDirectory(dataFolder, { symlinks: 'follow' })
    await folder.remove(stateFile)
    await expect(openTrial(trial.host)).rejects.toMatchObject({ code: 'cluster.corrupt' })
  })

  it('is private', async () => {
    const trial = await startTrial()
    const folder = await trial.host.ports.files.openDirectory(dataFolder, { symlinks: 'follow' })
    expect((await folder.status(''))?.mode).toBe(0o700)
    expect((await folder.status(stateFile))?.mode).toBe(0o600)
    expect((await folder.status('admin.json'))?.mode).toBe(0o600)
  })

  it('belongs to one process; the second is told which', async () => {
    const trial = await startTrial()
    await expect(openTrial(trial.host)).rejects.toMatchObject({
      code: 'cluster.in-use',
      message: expect.stringMatching(/process \d+ since 2026-/) as string,
      details: { pid: trial.host.processes.pid },
    })
    await trial.cluster.close()
    await (await openTrial(trial.host)).close()
  })

  it('does not change when the disk refuses it', async () => {
    const trial = await startTrial()
    const held = await joinedBot(trial)
    trial.host.disk.capacityBytes = trial.host.disk.usedBytes()
    await expect(requestCerts(trial.wire(held), { user: 'bot-demo' })).rejects.toMatchObject({ code: 14 })
    trial.host.disk.capacityBytes = Number.POSITIVE_INFINITY
    const renewed = await requestCerts(trial.wire(held), { user: 'bot-demo' })
    expect(tlsOf(renewed).identity.generation).toBe(2)
  })
})

describe('the folder of an open cluster', () => {
  it('is freed after a close, which may be called twice', async () => {
    const trial = await startTrial()
    await Promise.all([trial.cluster.close(), trial.cluster.close()])
    expect(trial.cluster.view().state).toBe('stopped')
    await expect(trial.cluster.addBot({ name: 'x', roles: [] })).rejects.toMatchObject({
      code: 'cluster.not-running',
    })
  })

  it('is freed when the port cannot be had', async () => {
    const trial = await startTrial()
    const other = await openTrial(trial.simulator.host('other'))
    await expect(other.listen({ host: '127.0.0.1', port: 3025 })).rejects.toMatchObject({
      code: 'cluster.port-in-use',
      details: { port: 3025 },
    })
    expect(other.view()).toMatchObject({ state: 'failed', error: { code: 'cluster.port-in-use' } })
    await other.close()
  })
})
