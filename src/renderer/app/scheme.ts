import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { usePreferencesStore } from '../stores/preferences-store.ts'

/** Sets the scheme on the document before anything is drawn, so that the first picture has the right colours. */
export function applyScheme(scheme: string | null): void {
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches
  const isDark = scheme === 'dark' || (scheme !== 'light' && prefersDark)
  document.documentElement.dataset.mantineColorScheme = isDark ? 'dark' : 'light'
}

/** The scheme in force and a switch that is kept. */
export function useScheme(): { readonly scheme: 'light' | 'dark'; readonly toggle: () => void } {
  const scheme = useComputedColorScheme('light')
  const { setColorScheme } = useMantineColorScheme()
  const change = usePreferencesStore((state) => state.change)
  const toggle = (): void => {
    const next = scheme === 'dark' ? 'light' : 'dark'
    setColorScheme(next)
    change({ scheme: next })
  }
  return { scheme, toggle }
}
