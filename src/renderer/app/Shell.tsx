import { Drawer, VisuallyHidden } from '@mantine/core'
import { useEffect, useState, type CSSProperties, type ReactNode } from 'react'
import { useLocation, useSearch } from 'wouter'
import { assertNever } from '../../shared/errors.ts'
import { RemoveBotDialog } from '../bots/RemoveBotDialog.tsx'
import { classNames } from '../components/class-names.ts'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { ToastHost } from '../components/Toast.tsx'
import { HelpSheet } from '../features/help/HelpSheet.tsx'
import { Palette } from '../features/palette/Palette.tsx'
import { shellTexts } from '../messages/shell.ts'
import { layersId } from '../theme/theme.ts'
import { useAnnouncerStore } from '../stores/announcer-store.ts'
import { useLayerStore } from '../stores/layer-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useRecentStore } from '../stores/recent-store.ts'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { FileDrop } from './FileDrop.tsx'
import { Header } from './Header.tsx'
import { Rail } from './Rail.tsx'
import { Sidebar } from './Sidebar.tsx'
import styles from './Shell.module.css'
import { SidebarResizer } from './SidebarResizer.tsx'
import { StatusBar } from './StatusBar.tsx'
import { useFleetWatch } from './use-fleet-watch.ts'
import { useGlobalKeys } from './use-global-keys.ts'
import { useViewport } from './use-viewport.ts'

/** The frame around every screen: header, places, content, status, layers. */
export function Shell({ children }: { children: ReactNode }) {
  const viewport = useViewport()
  const [path] = useLocation()
  const width = usePreferencesStore((state) => state.preferences.sidebarWidth)
  // Open only at the place it was opened at: choosing a place closes it.
  const [menuOpenedAt, setMenuOpenedAt] = useState<string>()
  useKeptRoute()
  useGlobalKeys()
  useFleetWatch()
  const style = { '--bd-sidebar': `${viewport === 'wide' ? width : 50}px` } as CSSProperties
  return (
    <>
      <div className={classNames(styles.shell, styles[viewport])} style={style}>
        <a className={styles.skip} href="#content" onClick={focusContent}>
          {shellTexts.skip}
        </a>
        <Header viewport={viewport} onMenu={() => setMenuOpenedAt(path)} />
        {viewport === 'wide' && (
          <div className={styles.side}>
            <Sidebar edge={<SidebarResizer />} />
          </div>
        )}
        {viewport === 'rail' && <Rail />}
        <main id="content" className={styles.main} tabIndex={-1}>
          <ConnectionBanner />
          <div className={styles.screen}>
            <ErrorBoundary key={path}>{children}</ErrorBoundary>
          </div>
        </main>
        <StatusBar viewport={viewport} />
        <Drawer
          opened={menuOpenedAt === path && viewport === 'menu'}
          onClose={() => setMenuOpenedAt(undefined)}
          size={260}
          title={shellTexts.product}
          closeButtonProps={{ 'aria-label': shellTexts.closeMenu }}
        >
          <Sidebar />
        </Drawer>
        <Layers />
        <ToastHost />
        <FileDrop />
        <LiveRegions />
      </div>
      <section id={layersId} aria-label={shellTexts.layers} />
    </>
  )
}

function Layers() {
  const layer = useLayerStore((state) => state.layer)
  const close = useLayerStore((state) => state.close)
  switch (layer?.kind) {
    case undefined:
      return null
    case 'palette':
      return <Palette onClose={close} />
    case 'help':
      return <HelpSheet onClose={close} />
    case 'remove-bot':
      return <RemoveBotDialog name={layer.bot} onClose={close} />
    default:
      return assertNever(layer)
  }
}

function LiveRegions() {
  const { polite, assertive } = useAnnouncerStore()
  return (
    <VisuallyHidden>
      <div aria-live="polite">{polite}</div>
      <div aria-live="assertive">{assertive}</div>
    </VisuallyHidden>
  )
}

/** The skip link's target is not a route, so the address stays as it is. */
function focusContent(event: { preventDefault: () => void }): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

function useKeptRoute(): void {
  const [path] = useLocation()
  const search = useSearch()
  const change = usePreferencesStore((state) => state.change)
  useEffect(() => {
    if (path === '/') return
    change({ lastRoute: search ? `${path}?${search}` : path })
    useRecentStore.getState().visit(path)
  }, [path, search, change])
}
