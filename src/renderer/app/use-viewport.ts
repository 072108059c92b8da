import { useMediaQuery } from '@mantine/hooks'

/** The widths of interface.md 2: full sidebar, 50 px rail, or a menu button. */
export type Viewport = 'wide' | 'rail' | 'menu'

export function useViewport(): Viewport {
  const options = { getInitialValueInEffect: false }
  const isRail = useMediaQuery('(max-width: 1079px)', false, options)
  const isMenu = useMediaQuery('(max-width: 899px)', false, options)
  if (isMenu) return 'menu'
  return isRail ? 'rail' : 'wide'
}
