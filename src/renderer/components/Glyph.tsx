import type { ReactNode } from 'react'
import type { GlyphShape } from '../messages/states.ts'
import type { Tone } from '../theme/tokens.ts'
import { classNames } from './class-names.ts'
import styles from './Glyph.module.css'

const on = 'var(--bd-surface)'
const line = { fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' } as const

const shapes: Readonly<Record<GlyphShape, ReactNode>> = {
  tick: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M5 8.3l2.1 2.1L11 6.2" {...line} stroke={on} strokeWidth="1.8" />
    </>
  ),
  turning: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeOpacity="0.3" strokeWidth="2" />
      <path className={styles.turn} d="M8 2a6 6 0 0 1 6 6" {...line} stroke="currentColor" strokeWidth="2" />
    </>
  ),
  'turning-back': (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeOpacity="0.35" strokeWidth="2" />
      <path
        className={styles.turnBack}
        d="M8 2a6 6 0 0 0-6 6"
        {...line}
        stroke="currentColor"
        strokeWidth="2"
      />
    </>
  ),
  triangle: (
    <>
      <path
        d="M8 1.8L15 14H1z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      <path d="M8 6v3.6M8 12h.01" {...line} stroke={on} strokeWidth="1.7" />
    </>
  ),
  octagon: (
    <>
      <path
        d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z"
        fill="currentColor"
        stroke="currentColor"
        strokeLinejoin="round"
      />
      <path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" {...line} stroke={on} strokeWidth="1.7" />
    </>
  ),
  padlock: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="3" fill="currentColor" />
      <rect x="4.5" y="7" width="7" height="5" rx="1" fill={on} />
      <path d="M6 7V5.8a2 2 0 0 1 4 0V7" {...line} stroke={on} strokeWidth="1.4" />
    </>
  ),
  square: (
    <rect
      x="2.2"
      y="2.2"
      width="11.6"
      height="11.6"
      rx="2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
    />
  ),
  unknown: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeDasharray="2.3 1.85"
      />
      <path
        d="M6.3 6.4a1.7 1.7 0 1 1 2.5 1.5c-.5.300-.8.600-.8 1.2M8 11.3h.01"
        {...line}
        stroke="currentColor"
        strokeWidth="1.4"
      />
    </>
  ),
  slash: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.7" />
      <path d="M4 12l8-8" {...line} stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
  dot: <circle cx="8" cy="8" r="2.5" fill="currentColor" />,
  'ring-dot': (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <circle cx="8" cy="8" r="2.4" fill="currentColor" />
    </>
  ),
  ring: (
    <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.2 2" />
  ),
}

interface GlyphProps {
  readonly shape: GlyphShape
  readonly tone: Tone
  readonly size?: 12 | 14 | 18 | 20 | undefined
  /** The accessible name; leave it out where the word stands beside it. */
  readonly label?: string | undefined
}

/** One shape of interface.md 3 in its tone, on a 16-unit grid. */
export function Glyph({ shape, tone, size = 14, label }: GlyphProps) {
  return (
    <svg
      className={classNames(styles.glyph, styles[tone])}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      focusable="false"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {shapes[shape]}
    </svg>
  )
}
