import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

export type FollowState =
  | { readonly kind: 'following' }
  | { readonly kind: 'paused'; readonly why: 'scroll' | 'select'; readonly since: number }

export interface Follow {
  readonly state: FollowState
  /** The list, once it is drawn; `attach` is its ref. */
  readonly scroller: HTMLElement | null
  readonly attach: (element: HTMLElement | null) => void
  readonly onScroll: () => void
  pause: (why: 'scroll' | 'select') => void
  follow: () => void
}

const slackPx = 24

function goToEnd(element: HTMLElement | null): void {
  if (element) element.scrollTop = element.scrollHeight
}

/**
 * Keeps the list at its end while lines come in. Scrolling up or selecting pauses; scrolling to the end again,
 * or `follow`, goes on. `newest` is the sequence of the last line.
 */
export function useFollow(newest: number): Follow {
  const [state, setState] = useState<FollowState>({ kind: 'following' })
  const [scroller, attach] = useState<HTMLElement | null>(null)
  const lastTop = useRef(0)
  const latest = useRef(newest)
  const isFollowing = state.kind === 'following'

  const pause = useCallback((why: 'scroll' | 'select') => {
    setState((now) => (now.kind === 'paused' ? now : { kind: 'paused', why, since: latest.current }))
  }, [])
  const follow = useCallback(() => {
    getSelection()?.removeAllRanges()
    setState({ kind: 'following' })
    goToEnd(scroller)
  }, [scroller])

  useLayoutEffect(() => {
    latest.current = newest
    if (isFollowing) goToEnd(scroller)
  }, [isFollowing, newest, scroller])
  useKeepEnd(scroller, isFollowing)
  usePauseOnSelection(scroller, pause)

  const onScroll = (): void => {
    if (!scroller) return
    const { scrollTop, scrollHeight, clientHeight } = scroller
    const isAtEnd = scrollHeight - scrollTop - clientHeight < slackPx
    if (scrollTop < lastTop.current - 1 && !isAtEnd) pause('scroll')
    else if (isAtEnd && state.kind === 'paused' && state.why === 'scroll') setState({ kind: 'following' })
    lastTop.current = scrollTop
  }
  return { state, scroller, attach, onScroll, pause, follow }
}

/** Rows are measured after they are drawn, and the window may change: the end moves without a new line. */
function useKeepEnd(scroller: HTMLElement | null, isFollowing: boolean): void {
  useEffect(() => {
    const content = scroller?.firstElementChild
    if (!content || !isFollowing) return undefined
    const observer = new ResizeObserver(() => goToEnd(scroller))
    observer.observe(content)
    observer.observe(scroller)
    return () => observer.disconnect()
  }, [isFollowing, scroller])
}

function usePauseOnSelection(scroller: HTMLElement | null, pause: Follow['pause']): void {
  useEffect(() => {
    const listen = (): void => {
      const selection = getSelection()
      if (selection && !selection.isCollapsed && scroller?.contains(selection.anchorNode)) pause('select')
    }
    document.addEventListener('selectionchange', listen)
    return () => document.removeEventListener('selectionchange', listen)
  }, [pause, scroller])
}
