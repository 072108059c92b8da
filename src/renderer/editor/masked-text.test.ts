import { describe, expect, it } from 'vitest'
import { maskedText } from './masked-text.ts'

const text = 'onboarding:\r\n  token: secret-value # once\r\ndebug: true\r\n'
const range = (startLineNumber: number, startColumn: number, endLineNumber: number, endColumn: number) => ({
  startLineNumber,
  startColumn,
  endLineNumber,
  endColumn,
})

describe('text that leaves the editor', () => {
  it('has dots for a secret inside the selection and keeps the rest', () => {
    expect(maskedText(text, range(1, 1, 3, 12))).toBe(
      'onboarding:\r\n  token: •••••••• # once\r\ndebug: true',
    )
  })

  it('has dots for a piece of a secret', () => {
    expect(maskedText(text, range(2, 12, 2, 15))).toBe('••••••••')
  })

  it('has dots when the selection begins inside a secret', () => {
    expect(maskedText(text, range(2, 14, 2, 30))).toBe('•••••••• # once')
  })

  it('is unchanged without a secret', () => {
    expect(maskedText(text, range(3, 1, 4, 1))).toBe('debug: true\r\n')
  })

  it('masks each line of a secret of several lines', () => {
    const block = 'token: |\n  one\n  two\nend: x'
    expect(maskedText(block, range(1, 1, 4, 7))).toBe('token: |\n  ••••••••\n  ••••••••\nend: x')
  })
})
