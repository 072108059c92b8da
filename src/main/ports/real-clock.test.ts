import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from './real-clock.ts'

const dayMs = 24 * 3_600_000

describe('the computer clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const track = (sleeping: Promise<void>) => {
    const outcome = { isDone: false }
    void sleeping.then(() => {
      outcome.isDone = true
    })
    return outcome
  }

  test('sleeps for the time asked, also longer than one timer can', async () => {
    const { signal } = new AbortController()
    const sleeper = track(systemClock.sleep(40 * dayMs, { signal }))
    await vi.advanceTimersByTimeAsync(40 * dayMs - 1)
    expect(sleeper.isDone).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(sleeper.isDone).toBe(true)
  })

  test('notices within five seconds that the wall clock jumped past the time waited for', async () => {
    const { signal } = new AbortController()
    const sleeper = track(systemClock.sleepUntil(dayMs, { signal }))
    await vi.advanceTimersByTimeAsync(60_000)
    vi.setSystemTime(2 * dayMs)
    expect(sleeper.isDone).toBe(false)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(sleeper.isDone).toBe(true)
  })

  test('waits longer when the wall clock is set back', async () => {
    const { signal } = new AbortController()
    const sleeper = track(systemClock.sleepUntil(60_000, { signal }))
    await vi.advanceTimersByTimeAsync(50_000)
    vi.setSystemTime(0)
    await vi.advanceTimersByTimeAsync(50_000)
    expect(sleeper.isDone).toBe(false)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(sleeper.isDone).toBe(true)
  })

  test('rejects with the reason of the signal and leaves no timer', async () => {
    const abort = new AbortController()
    const sleeping = systemClock.sleepUntil(dayMs, abort)
    abort.abort(new Error('enough'))
    await expect(sleeping).rejects.toThrow('enough')
    await expect(systemClock.sleep(1, abort)).rejects.toThrow('enough')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('does not sleep for a time that has passed', async () => {
    const { signal } = new AbortController()
    await systemClock.sleepUntil(-1, { signal })
    await systemClock.sleep(0, { signal })
    expect(vi.getTimerCount()).toBe(0)
  })
})
