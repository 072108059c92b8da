import { describe, expect, it } from 'vitest'
import { isTextName, SentTexts } from './worker-messages.ts'

const long = (letter: string): string => letter.repeat(20_000)

describe('texts on their way to a worker', () => {
  it('are sent once and named afterwards', () => {
    const sent = new SentTexts()
    const first = sent.name({ text: long('a'), target: 18 })
    expect(first.learn).toEqual([{ id: 1, text: long('a') }])
    expect(first.input).toEqual({ text: { kind: 'botdesk-text', text: 1 }, target: 18 })
    const second = sent.name({ text: long('a'), savedText: long('b') })
    expect(second.learn).toEqual([{ id: 2, text: long('b') }])
    expect(isTextName(second.input['text'])).toBe(true)
  })

  it('are sent as they are while they are short', () => {
    expect(new SentTexts().name({ text: 'version: v2' })).toEqual({
      input: { text: 'version: v2' },
      learn: [],
      forget: [],
    })
  })

  it('are forgotten when others are spoken of, and sent again when they return', () => {
    const sent = new SentTexts()
    for (const letter of ['a', 'b', 'c', 'd']) expect(sent.name({ text: long(letter) }).forget).toEqual([])
    sent.name({ text: long('a') })
    expect(sent.name({ text: long('e') }).forget).toEqual([2])
    expect(sent.name({ text: long('a') }).learn).toEqual([])
    expect(sent.name({ text: long('b') }).learn).toEqual([{ id: 6, text: long('b') }])
  })
})
