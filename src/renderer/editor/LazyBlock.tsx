import { useEffect, useRef, useState, type ReactNode } from 'react'

/** How far outside of the window a block is already drawn. */
const margin = '800px 0px'

interface LazyBlockProps {
  /** Its height while it is not drawn. */
  readonly height: number
  /** Drawn wherever it stands. */
  readonly isNeeded: boolean
  readonly children: () => ReactNode
}

/** A part of a long page that is drawn only near the window, so that 10,000 lines cost as much as those in sight. */
export function LazyBlock({ height, isNeeded, children }: LazyBlockProps) {
  const box = useRef<HTMLDivElement>(null)
  const [isNear, setIsNear] = useState(false)
  useEffect(() => {
    if (!box.current) return undefined
    const observer = new IntersectionObserver(
      (entries) => setIsNear(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: margin, scrollMargin: margin },
    )
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  const isDrawn = isNear || isNeeded
  return (
    <div ref={box} style={isDrawn ? undefined : { height }}>
      {isDrawn && children()}
    </div>
  )
}
