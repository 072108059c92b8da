import { useEffect, useState } from 'react'
import { classNames } from './class-names.ts'
import { Glyph } from './Glyph.tsx'
import styles from './Skeleton.module.css'

/** One grey line in its final place. */
function SkeletonLine({ width = '100%', height = 10 }: { width?: number | string; height?: number }) {
  return <span className={styles.line} style={{ width, height }} />
}

/** Several text lines, the last shorter. */
export function SkeletonLines({ lines = 3 }: { lines?: number }) {
  return (
    <Loading>
      <span className={styles.lines}>
        {Array.from({ length: lines }, (_, index) => (
          <SkeletonLine key={index} width={index === lines - 1 ? '55%' : '90%'} />
        ))}
      </span>
    </Loading>
  )
}

/** Rows of a table that is still read. */
export function SkeletonRows({ rows = 4 }: { rows?: number }) {
  return (
    <Loading>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className={styles.row} style={{ opacity: 1 - index * 0.18 }}>
          <SkeletonLine width={14} height={14} />
          <SkeletonLine width={56} />
          <span className={styles.lines}>
            <SkeletonLine width={120 - (index % 3) * 20} />
            <SkeletonLine width={160} height={7} />
          </span>
          <SkeletonLine width={72} height={6} />
          <SkeletonLine width={50} />
        </span>
      ))}
    </Loading>
  )
}

/** Nothing for 150 ms, then the skeleton, and after 5 s a sentence that it still reads. */
export function Loading({ children, reason }: { children: React.ReactNode; reason?: string }) {
  const [phase, setPhase] = useState<'wait' | 'show' | 'long'>('wait')
  useEffect(() => {
    const show = setTimeout(() => setPhase('show'), 150)
    const long = setTimeout(() => setPhase('long'), 5000)
    return () => {
      clearTimeout(show)
      clearTimeout(long)
    }
  }, [])
  return (
    <div
      role="status"
      aria-label="Loading"
      className={classNames(styles.loading, phase === 'wait' && styles.hidden)}
    >
      {children}
      {phase === 'long' && (
        <p className={styles.still}>
          <Glyph shape="turning" tone="busy" /> Still reading… {reason}
        </p>
      )}
    </div>
  )
}
