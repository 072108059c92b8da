import { describe, expect, test } from 'vitest'
import { FakeClock } from './fake-clock.ts'

const { signal } = new AbortController()

function makeLog(clock: FakeClock) {
  const start = clock.now()
  const entries: string[] = []
  return { entries, note: (what: string) => () => entries.push(`${what} at ${clock.now() - start}`) }
}

describe('the fake clock', () => {
  test('wakes sleepers in the order of their times, each at its time', async () => {
    const clock = new FakeClock()
    const { entries, note } = makeLog(clock)
    void clock.sleep(300, { signal }).then(note('b'))
    void clock.sleep(100, { signal }).then(note('a'))
    void clock.sleepUntil(clock.now() + 200, { signal }).then(note('wall'))
    await clock.advance(1_000)
    expect(entries).toEqual(['a at 100', 'wall at 200', 'b at 300'])
    expect(clock.monotonic()).toBe(1_000)
  })

  test('lets code run on between two sleepers, however many turns it takes', async () => {
    const clock = new FakeClock()
    const { entries, note } = makeLog(clock)
    const loop = async () => {
      for (let round = 0; round < 3; round++) {
        await clock.sleep(10, { signal })
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
        note('round')()
      }
    }
    void loop()
    await clock.advance(100)
    expect(entries).toEqual(['round at 10', 'round at 20', 'round at 30'])
  })

  test('a jump past a wall time is noticed five seconds later, a plain sleep does not care', async () => {
    const clock = new FakeClock(0)
    const { entries, note } = makeLog(clock)
    void clock.sleepUntil(3_600_000, { signal }).then(note('wall'))
    void clock.sleep(60_000, { signal }).then(note('plain'))
    clock.jump(7_200_000)
    await clock.advance(60_000)
    expect(entries).toEqual(['wall at 7205000', 'plain at 7260000'])
  })

  test('a wall clock set back delays a wall time', async () => {
    const clock = new FakeClock(0)
    const { entries, note } = makeLog(clock)
    void clock.sleepUntil(10_000, { signal }).then(note('wall'))
    clock.jump(-5_000)
    await clock.advance(14_999)
    expect(entries).toEqual([])
    await clock.advance(1)
    expect(entries).toEqual(['wall at 10000'])
  })

  test('a suspended computer moves the wall clock only', () => {
    const clock = new FakeClock(0)
    clock.suspend(1_000)
    expect([clock.now(), clock.monotonic()]).toEqual([1_000, 0])
  })

  test('rejects with the reason of the signal and forgets the sleeper', async () => {
    const clock = new FakeClock()
    const abort = new AbortController()
    const sleeping = clock.sleep(10, abort)
    abort.abort(new Error('enough'))
    await expect(sleeping).rejects.toThrow('enough')
    expect(clock.sleeping).toBe(0)
  })

  test('does not wait for a time that has passed', async () => {
    const clock = new FakeClock(1_000)
    await clock.sleepUntil(999, { signal })
    await clock.sleep(0, { signal })
    expect(clock.now()).toBe(1_000)
  })
})
