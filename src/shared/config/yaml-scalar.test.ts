import { parseDocument } from 'yaml'
import type { Scalar } from 'yaml'
import { describe, expect, test } from 'vitest'
import { readBoolean, readDuration, readInteger, readText } from './yaml-scalar.ts'

function scalar(text: string): Scalar {
  return parseDocument(text, { schema: 'failsafe', logLevel: 'silent' }).contents as Scalar
}

describe('booleans (tbot-config.md 7.2)', () => {
  test.each([
    'true',
    'True',
    'TRUE',
    'y',
    'Y',
    'yes',
    'Yes',
    'YES',
    'on',
    'On',
    'ON',
    '"yes"',
    "'on'",
    '!!bool true',
  ])('%s is true', (text) => {
    expect(readBoolean(scalar(text))).toEqual({ ok: true, value: true })
  })
  test.each(['false', 'False', 'FALSE', 'n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', '"no"'])(
    '%s is false',
    (text) => {
      expect(readBoolean(scalar(text))).toEqual({ ok: true, value: false })
    },
  )
  test.each([
    '1',
    '0',
    'tRue',
    '""',
    '"true"',
    "'false'",
    '!!str true',
    '!!bool yes',
    'enabled',
    '2001-01-01',
  ])('%s is refused', (text) => {
    expect(readBoolean(scalar(text))).toEqual({ ok: false })
  })
  test.each(['~', 'null', 'Null', 'NULL', '!!null ~'])('%s leaves the default', (text) => {
    expect(readBoolean(scalar(text))).toEqual({ ok: true, value: undefined })
  })
})

describe('text (7.3)', () => {
  test.each([
    ['123', '123'],
    ['1.0', '1.0'],
    ['true', 'true'],
    ['0x10', '0x10'],
    ['2001-01-01', '2001-01-01'],
    ['"null"', 'null'],
    ['!!str 1', '1'],
    ['!x y', 'y'],
    ['>-\n  a\n  b', 'a b'],
  ])('%j keeps its source text', (text, value) => {
    expect(readText(scalar(text))).toEqual({ ok: true, value })
  })
  test('null is no text', () => {
    expect(readText(scalar('~'))).toEqual({ ok: true, value: undefined })
  })
})

describe('integers (7.3)', () => {
  test.each([
    ['12', 12],
    ['-1', -1],
    ['+3', 3],
    ['0x1F', 31],
    ['0o17', 15],
    ['017', 15],
    ['0b11', 3],
    ['1_000', 1000],
    ['1.9', 1],
    ['-1.9', -1],
    ['1e3', 1000],
    ['!!int "5"', 5],
  ])('%s is %d', (text, value) => {
    expect(readInteger(scalar(text))).toEqual({ ok: true, value })
  })
  test.each(['"12"', 'twelve', '.inf', '.nan', '""'])('%s is refused', (text) => {
    expect(readInteger(scalar(text))).toEqual({ ok: false })
  })
})

describe('durations (7.1)', () => {
  test.each([
    ['1h', 3_600_000],
    ['"1h"', 3_600_000],
    ['"0"', 0],
    ['0s', 0],
    ['|-\n  1h', 3_600_000],
    ['>-\n  1h', 3_600_000],
  ])('%j is read', (text, value) => {
    expect(readDuration(scalar(text))).toEqual({ ok: true, value })
  })
  test.each(['0', '3600', '1.5', '|\n  1h\n', '>+\n  1h\n\n', '""', 'true'])('%j is refused', (text) => {
    expect(readDuration(scalar(text))).toEqual({ ok: false })
  })
})
