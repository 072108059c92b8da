import type { ReactNode } from 'react'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import type { GlyphShape } from '../../messages/states.ts'
import type { Tone } from '../../theme/tokens.ts'
import styles from './Strip.module.css'

const shapes: Readonly<Record<Tone, GlyphShape>> = {
  ok: 'tick',
  warn: 'triangle',
  bad: 'octagon',
  busy: 'ring-dot',
  idle: 'dot',
}

/** One line above the text: what happened and what can be done about it. */
export function Strip({ tone, children, acts }: { tone: Tone; children: ReactNode; acts?: ReactNode }) {
  return (
    <div className={classNames(styles.strip, styles[tone])} role="status">
      <Glyph shape={shapes[tone]} tone={tone} />
      <p className={styles.text}>{children}</p>
      {acts && <div className={styles.acts}>{acts}</div>}
    </div>
  )
}
