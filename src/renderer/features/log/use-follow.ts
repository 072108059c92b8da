import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

export type FollowState =
  | { readonly kind: 'following' }
  | { readonly kind: 'paused'; readonly why: 'scroll' | 'select'; readonly since: number }

const slackPx = 24

/**
 * Keeps the list at its end while lines come in. Scrolling up or selecting pauses; scrolling to the end again,
 * or `follow`, goes on. `newest` is the sequence of the last line.
 */
export function useFollow(scroller: RefObject<HTMLElement | null>, newest: number) {
  const [state, setState] = useState<FollowState>({ kind: 'following' })
  const lastTop = useRef(0)
  const isFollowing = state.kind === 'following'
  const latest = useRef(newest)

  const toEnd = useCallback(() => {
    const element = scroller.current
    if (element) element.scrollTop = element.scrollHeight
    lastTop.current = element?.scrollTop ?? 0
  }, [scroller])
  const pause = useCallback((why: 'scroll' | 'select') => {
    setState((now) => (now.kind === 'paused' ? now : { kind: 'paused', why, since: latest.current }))
  }, [])
  const follow = useCallback(() => {
    getSelection()?.removeAllRanges()
    setState({ kind: 'following' })
    toEnd()
  }, [toEnd])

  useLayoutEffect(() => {
    latest.current = newest
    if (isFollowing) toEnd()
  }, [isFollowing, newest, toEnd])
  useKeepEnd(scroller, isFollowing, toEnd)
  useEffect(() => {
    const listen = (): void => {
      const selection = getSelection()
      if (selection && !selection.isCollapsed && scroller.current?.contains(selection.anchorNode))
        pause('select')
    }
    document.addEventListener('selectionchange', listen)
    return () => document.removeEventListener('selectionchange', listen)
  }, [pause, scroller])

  const onScroll = (): void => {
    const element = scroller.current
    if (!element) return
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < slackPx
    if (element.scrollTop < lastTop.current - 1 && !isAtEnd) pause('scroll')
    else if (isAtEnd && state.kind === 'paused' && state.why === 'scroll') setState({ kind: 'following' })
    lastTop.current = element.scrollTop
  }
  return { state, pause, follow, onScroll }
}

/** Rows are measured after they are drawn, and the window may change: the end moves without a new line. */
function useKeepEnd(scroller: RefObject<HTMLElement | null>, isFollowing: boolean, toEnd: () => void): void {
  useEffect(() => {
    const content = scroller.current?.firstElementChild
    if (!content || !isFollowing) return undefined
    const observer = new ResizeObserver(toEnd)
    observer.observe(content)
    if (scroller.current) observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [isFollowing, scroller, toEnd])
}
