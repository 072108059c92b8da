import { act, renderHook, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { afterEach, expect, it, vi } from 'vitest'
import { useNewest } from './use-newest.ts'

afterEach(() => vi.unstubAllGlobals())

interface Question {
  readonly name: string
}

/** Answers when it is told to. */
function slowAnswers() {
  const asked: string[] = []
  let release: () => void = () => undefined
  const ask = async ({ name }: Question): Promise<string> => {
    asked.push(name)
    await new Promise<void>((resolve) => {
      release = resolve
    })
    if (name === 'bad') throw new Error('refused')
    return name.toUpperCase()
  }
  return { asked, ask, release: () => act(async () => release()) }
}

it('asks one thing at a time and leaves out what is older than the newest', async () => {
  const slow = slowAnswers()
  const { result, rerender } = renderHook(({ input }: { input: Question }) => useNewest(input, slow.ask), {
    initialProps: { input: { name: 'a' } },
  })
  for (const name of ['b', 'c', 'd']) rerender({ input: { name } })
  expect(slow.asked).toEqual(['a'])
  await slow.release()
  await waitFor(() => expect(slow.asked).toEqual(['a', 'd']))
  expect(result.current.answer?.output).toBe('A')
  await slow.release()
  await waitFor(() => expect(result.current.answer?.output).toBe('D'))
})

it('tells what failed and keeps the older answer', async () => {
  const slow = slowAnswers()
  const { result, rerender } = renderHook(({ input }: { input: Question }) => useNewest(input, slow.ask), {
    initialProps: { input: { name: 'a' } },
  })
  await slow.release()
  const bad = { name: 'bad' }
  rerender({ input: bad })
  await slow.release()
  await waitFor(() => expect(result.current.failed).toBe(bad))
  expect(result.current.answer?.output).toBe('A')
})

it.each(Array.from({ length: 12 }, (_, ticks) => ticks))(
  'an input that is drawn %i microtasks after the last answer is not forgotten',
  async (ticks) => {
    // Outside of act: React draws when it would in a page.
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
    const asked: string[] = []
    const first = Promise.withResolvers<string>()
    const ask = ({ name }: Question): Promise<string> => {
      asked.push(name)
      return first.promise
    }
    const { result } = renderHook(() => {
      const [input, setInput] = useState<Question>({ name: 'a' })
      useNewest(input, ask)
      return setInput
    })
    await vi.waitFor(() => expect(asked).toEqual(['a']))
    first.resolve('A')
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
    flushSync(() => result.current({ name: 'b' }))
    await vi.waitFor(() => expect(asked).toEqual(['a', 'b']))
  },
)
