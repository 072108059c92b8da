import { ActionIcon, Tooltip } from '@mantine/core'
import { Fragment, useSyncExternalStore } from 'react'
import { Link, useLocation } from 'wouter'
import { Icon } from '../components/icons/Icon.tsx'
import { Key } from '../components/Tag.tsx'
import { shellTexts } from '../messages/shell.ts'
import { useLayerStore } from '../stores/layer-store.ts'
import { crumbsOf } from './crumbs.ts'
import styles from './Header.module.css'
import { Logo } from './Logo.tsx'
import { NoticesMenu } from './NoticesMenu.tsx'
import { useScheme } from './scheme.ts'
import type { Viewport } from './use-viewport.ts'

/** Where you are, the command field, notices, colours, help. In the window it is also the title bar. */
export function Header({ viewport, onMenu }: { viewport: Viewport; onMenu: () => void }) {
  const open = useLayerStore((state) => state.open)
  return (
    <header className={styles.header}>
      {viewport === 'menu' ? (
        <ActionIcon aria-label={shellTexts.openMenu} onClick={onMenu} className={styles.menu}>
          <Icon name="menu" size={18} />
        </ActionIcon>
      ) : (
        <Link href="/bots" className={styles.brand} aria-label={shellTexts.product}>
          <Logo size={18} />
          {viewport === 'wide' && <span>{shellTexts.product}</span>}
        </Link>
      )}
      <div className={styles.where}>
        <BackForward isForwardShown={viewport !== 'menu'} />
        <Breadcrumb isShort={viewport === 'menu'} />
      </div>
      {viewport === 'menu' ? (
        <ActionIcon aria-label={shellTexts.search} onClick={() => open({ kind: 'palette' })}>
          <Icon name="search" size={18} />
        </ActionIcon>
      ) : (
        <button type="button" className={styles.search} onClick={() => open({ kind: 'palette' })}>
          <Icon name="search" size={14} />
          <span>{shellTexts.search}</span>
          <Key>Ctrl K</Key>
        </button>
      )}
      <div className={styles.tools}>
        <NoticesMenu />
        <SchemeSwitch />
        <Tooltip label={shellTexts.help}>
          <ActionIcon aria-label={shellTexts.help} onClick={() => open({ kind: 'help' })}>
            <Icon name="help" />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  )
}

function SchemeSwitch() {
  const { scheme, toggle } = useScheme()
  const label = scheme === 'dark' ? shellTexts.toLight : shellTexts.toDark
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={toggle}>
        <Icon name={scheme === 'dark' ? 'sun' : 'moon'} />
      </ActionIcon>
    </Tooltip>
  )
}

interface PageNavigation {
  readonly canGoBack: boolean
  readonly canGoForward: boolean
}

/** The Navigation API tells whether there is a way back; without it both buttons stay on. */
function pageNavigation(): PageNavigation | undefined {
  const found: unknown = Reflect.get(globalThis, 'navigation')
  return typeof found === 'object' && found !== null ? (found as PageNavigation) : undefined
}

function subscribeToPages(listener: () => void): () => void {
  addEventListener('popstate', listener)
  return () => removeEventListener('popstate', listener)
}

function BackForward({ isForwardShown }: { isForwardShown: boolean }) {
  useLocation()
  const canGoBack = useSyncExternalStore(subscribeToPages, () => pageNavigation()?.canGoBack ?? true)
  const canGoForward = useSyncExternalStore(subscribeToPages, () => pageNavigation()?.canGoForward ?? true)
  return (
    <>
      <Tooltip label={`${shellTexts.back}, Alt ←`}>
        <ActionIcon aria-label={shellTexts.back} disabled={!canGoBack} onClick={() => history.back()}>
          <Icon name="arrow-left" />
        </ActionIcon>
      </Tooltip>
      {isForwardShown && (
        <Tooltip label={`${shellTexts.forward}, Alt →`}>
          <ActionIcon
            aria-label={shellTexts.forward}
            disabled={!canGoForward}
            onClick={() => history.forward()}
          >
            <Icon name="arrow-right" />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  )
}

function Breadcrumb({ isShort }: { isShort: boolean }) {
  const [path] = useLocation()
  const crumbs = crumbsOf(path)
  const shown = isShort ? crumbs.slice(-1) : crumbs
  return (
    <nav aria-label={shellTexts.breadcrumb} className={styles.crumbs}>
      {shown.map((crumb, index) => (
        <Fragment key={crumb.href}>
          {index > 0 && <span aria-hidden="true">/</span>}
          {index === shown.length - 1 ? (
            <span aria-current="page" className={styles.here}>
              {crumb.label}
            </span>
          ) : (
            <Link href={crumb.href}>{crumb.label}</Link>
          )}
        </Fragment>
      ))}
    </nav>
  )
}
