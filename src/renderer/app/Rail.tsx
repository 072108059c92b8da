import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { classNames } from '../components/class-names.ts'
import { Icon } from '../components/icons/Icon.tsx'
import { shellTexts } from '../messages/shell.ts'
import { useFleetStore } from '../stores/fleet-store.ts'
import { isAt, places, toolPlaces } from './places.ts'
import styles from './Rail.module.css'
import { BotLinks } from './Sidebar.tsx'

/** The sidebar at 900 to 1079 px: icons with tooltips, the bots behind a button. */
export function Rail() {
  const [path] = useLocation()
  const bots = useFleetStore((state) => state.view?.bots)
  // Open only at the place it was opened at: choosing a bot closes it.
  const [openedAt, setOpenedAt] = useState<string>()
  const isOpen = openedAt === path
  const setIsOpen = (next: boolean): void => setOpenedAt(next ? path : undefined)
  return (
    <nav className={styles.rail} aria-label={shellTexts.places}>
      {[...places, ...toolPlaces].map((place) => {
        const isCurrent = isAt(path, place) || (place.href === '/bots' && path === '/welcome')
        return (
          <Tooltip key={place.href} label={place.label} position="right">
            <Link
              href={place.href}
              aria-label={place.label}
              aria-current={isCurrent ? 'page' : undefined}
              className={classNames(styles.item, isCurrent && styles.current)}
            >
              <Icon name={place.icon} size={18} />
            </Link>
          </Tooltip>
        )
      })}
      {bots && bots.length > 0 && (
        <Popover opened={isOpen} onChange={setIsOpen} position="right-start" width={240} trapFocus>
          <Popover.Target>
            <ActionIcon
              size={36}
              aria-label="Choose a bot"
              aria-expanded={isOpen}
              onClick={() => setIsOpen(!isOpen)}
            >
              <Icon name="chevron-right" size={18} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <BotLinks bots={bots} />
          </Popover.Dropdown>
        </Popover>
      )}
    </nav>
  )
}
