/** Every colour of the window, by scheme. Roles and values: interface.md 4.1; `contrast.test.ts` recomputes the ratios. */
export const roles = {
  light: {
    canvas: '#F6F6F9',
    side: '#EFEFF3',
    surface: '#FFFFFF',
    inset: '#FAFAFC',
    hover: '#F3F3F7',
    selected: '#ECEBFB',
    line: '#E4E4EA',
    'line-strong': '#D0D1DA',
    control: '#8C8E9B',
    text: '#1A1B21',
    'text-2': '#565866',
    'text-3': '#666877',
    accent: '#5650D0',
    'accent-text': '#4A44B6',
    'accent-soft': '#EEEDFC',
    'accent-line': '#C5C1F3',
    focus: '#5650D0',
    danger: '#CC3336',
    life: '#45A378',
    track: '#E6E6EC',
    default: '#FFFFFF',
    veil: '#1A1B21',
    tooltip: '#1A1B21',
    'tooltip-text': '#FFFFFF',
    'on-fill': '#FFFFFF',
  },
  dark: {
    canvas: '#0F1014',
    side: '#0B0C0F',
    surface: '#16181D',
    inset: '#121318',
    hover: '#1F2229',
    selected: '#23223E',
    line: '#25282F',
    'line-strong': '#383C47',
    control: '#696D7B',
    text: '#ECEDF1',
    'text-2': '#ABAEBA',
    'text-3': '#8F929F',
    accent: '#655FDD',
    'accent-text': '#ACA7FF',
    'accent-soft': '#23223E',
    'accent-line': '#423E86',
    focus: '#8983E8',
    danger: '#C9403E',
    life: '#2C8A60',
    track: '#2A2D36',
    default: '#1B1D23',
    veil: '#000000',
    tooltip: '#ECEDF1',
    'tooltip-text': '#0F1014',
    'on-fill': '#FFFFFF',
  },
} as const

/** Tones of state: text, glyph, soft fill and line. They mean state and nothing else. */
export const tones = {
  light: {
    ok: { text: '#0B6B42', glyph: '#178552', soft: '#E7F5EE', line: '#BFE3D0' },
    warn: { text: '#845000', glyph: '#B86E00', soft: '#FEF3DD', line: '#F0D6A1' },
    bad: { text: '#AE1F23', glyph: '#CC3336', soft: '#FDEDED', line: '#F3C3C3' },
    busy: { text: '#1157A3', glyph: '#1E71C9', soft: '#E8F1FC', line: '#B9D5F5' },
    idle: { text: '#565866', glyph: '#767886', soft: '#EEEEF2', line: '#D7D8DF' },
  },
  dark: {
    ok: { text: '#5BD198', glyph: '#35B87B', soft: '#11281E', line: '#1E4A36' },
    warn: { text: '#F0B64A', glyph: '#DD9B26', soft: '#2C2310', line: '#574419' },
    bad: { text: '#FF8F8B', glyph: '#EE5D5A', soft: '#341A1C', line: '#64302F' },
    busy: { text: '#7FB9FF', glyph: '#4797F2', soft: '#12243B', line: '#234670' },
    idle: { text: '#ABAEBA', glyph: '#80838F', soft: '#22252C', line: '#363A44' },
  },
} as const

/** Colour families that feed Mantine's stock components, lightest first (interface.md 4.2). */
export const tuples = {
  iris: 'F4F3FE EEEDFC DEDCF9 C5C1F3 ACA7FF 8983E8 655FDD 5650D0 4A44B6 37328A',
  gray: 'FAFAFC F3F3F7 EFEFF3 E4E4EA D0D1DA 8C8E9B 666877 565866 33353F 1A1B21',
  dark: 'ECEDF1 ABAEBA 8F929F 696D7B 383C47 272A32 16181D 0F1014 0B0C0F 08090B',
  green: 'E7F5EE D2EDDF B5E0CA 8BD0AE 5BD198 35B87B 178552 0F7848 0B6B42 07492D',
  amber: 'FEF3DD FCE8C3 F5D899 F0C878 F0B64A DD9B26 B86E00 9C5E00 845000 5C3800',
  red: 'FDEDED FADCDC F3C3C3 FFA8A5 FF8F8B EE5D5A CC3336 BD2A2D AE1F23 7A1518',
  sky: 'E8F1FC D3E5FA B3D2F5 9CC8FF 7FB9FF 4797F2 1E71C9 1764B5 1157A3 0B3C72',
} as const

export const shadows = {
  light: {
    card: '0 1px 2px rgb(20 20 40 / 0.05)',
    pop: '0 12px 32px -8px rgb(20 20 45 / 0.22)',
    editor: '#14142D38',
  },
  dark: { card: 'none', pop: '0 16px 40px -8px rgb(0 0 0 / 0.7)', editor: '#000000B0' },
} as const

export type Scheme = 'light' | 'dark'
export type Tone = 'ok' | 'warn' | 'bad' | 'busy' | 'idle'
