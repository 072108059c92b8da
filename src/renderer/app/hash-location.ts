import { useSyncExternalStore } from 'react'
import type { BaseLocationHook } from 'wouter'

/**
 * Routes live behind the `#`, with their query, so that no server and no custom scheme has to know them.
 * (wouter's own hash hook keeps the query before the `#`, where it survives a change of the page.)
 */
function current(): string {
  const route = location.hash.replace(/^#/, '')
  return route.startsWith('/') ? route : `/${route}`
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  addEventListener('popstate', listener)
  return () => {
    removeEventListener('hashchange', listener)
    removeEventListener('popstate', listener)
  }
}

/** Goes to a route of this page, e.g. `/bots/ci?x=1`. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  history[options.replace ? 'replaceState' : 'pushState'](null, '', `#${to}`)
  dispatchEvent(new PopStateEvent('popstate'))
}

/** The route with its query, as kept in the preferences. */
export function currentRoute(): string {
  return current()
}

function useHashSearch(): string {
  return useSyncExternalStore(subscribe, () => current().split('?')[1] ?? '')
}

function useHashPath(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, () => current().split('?')[0] ?? '/'), navigate]
}

/** The location hook for wouter's `Router`. */
export const useHashLocation: BaseLocationHook = Object.assign(useHashPath, {
  searchHook: useHashSearch,
  hrefs: (href: string) => `#${href}`,
})
