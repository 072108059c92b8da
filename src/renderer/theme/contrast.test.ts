import { describe, expect, it } from 'vitest'
import { contrastRatio } from './contrast.ts'
import { roles, tones, tuples } from './tokens.ts'

const grounds = ['canvas', 'side', 'surface', 'inset', 'hover', 'selected'] as const
const schemes = ['light', 'dark'] as const

function worst(scheme: 'light' | 'dark', colour: string): number {
  const ratios = grounds.map((ground) => contrastRatio(colour, roles[scheme][ground]))
  return Math.floor(Math.min(...ratios) * 10 + 0.5) / 10
}

describe.each(schemes)('contrast in %s', (scheme) => {
  const role = roles[scheme]

  it.each([
    ['text', { light: 14.6, dark: 13.1 }],
    ['text-2', { light: 6, dark: 6.9 }],
    ['text-3', { light: 4.7, dark: 4.9 }],
    ['accent-text', { light: 6.4, dark: 7.1 }],
    ['focus', { light: 5.2, dark: 4.7 }],
  ] as const)('%s has the ratio of the design on its worst ground', (name, expected) => {
    expect(worst(scheme, role[name])).toBeCloseTo(expected[scheme], 1)
  })

  it.each([
    ['ok', { light: [5.6, 4.7], dark: [8, 7] }],
    ['warn', { light: [5.7, 4], dark: [8.4, 7.4] }],
    ['bad', { light: [5.9, 5.1], dark: [7, 5.4] }],
    ['busy', { light: [6.1, 4.9], dark: [7.5, 5.9] }],
    ['idle', { light: [6, 4.4], dark: [6.9, 4.7] }],
  ] as const)('tone %s has its text and glyph ratios', (name, expected) => {
    const [text, glyph] = expected[scheme]
    expect(worst(scheme, tones[scheme][name].text)).toBeCloseTo(text, 1)
    expect(contrastRatio(tones[scheme][name].glyph, role.surface)).toBeGreaterThanOrEqual(glyph - 0.06)
  })

  it.each(['ok', 'warn', 'bad', 'busy', 'idle'] as const)('tone %s is readable on its own fill', (name) => {
    expect(contrastRatio(tones[scheme][name].text, tones[scheme][name].soft)).toBeGreaterThanOrEqual(5.8)
  })

  it('gives controls, life bars and filled buttons their least contrast', () => {
    expect(contrastRatio(role.control, role.surface)).toBeGreaterThanOrEqual(3)
    expect(contrastRatio(role.life, role.surface)).toBeGreaterThanOrEqual(3)
    expect(contrastRatio(role.accent, role['on-fill'])).toBeGreaterThanOrEqual(4.5)
    expect(contrastRatio(role.danger, role['on-fill'])).toBeGreaterThanOrEqual(4.5)
    expect(contrastRatio(role['tooltip-text'], role.tooltip)).toBeGreaterThanOrEqual(7)
  })
})

it('has ten shades in every colour family', () => {
  expect(Object.values(tuples).map((text) => text.split(' ').length)).toEqual(Array(7).fill(10))
})
