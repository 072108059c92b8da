import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// A busy machine is slow to load a screen: only a hang takes this long.
configure({ asyncUtilTimeout: 20_000 })

/** What jsdom lacks and Mantine asks for. Media queries answer `false`: the wide, light layout. */
class ResizeObserverStub implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

if (typeof window !== 'undefined') {
  globalThis.ResizeObserver = ResizeObserverStub
  window.matchMedia = (query: string): MediaQueryList => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  })
  Element.prototype.scrollIntoView = () => undefined
  Object.defineProperty(document, 'fonts', {
    value: {
      load: async () => [],
      ready: Promise.resolve(),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    },
    configurable: true,
  })
}

afterEach(() => {
  cleanup()
  if (typeof window === 'undefined') return
  sessionStorage.clear()
  localStorage.clear()
})
