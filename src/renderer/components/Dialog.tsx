import { Drawer, Modal, type DrawerProps, type ModalProps } from '@mantine/core'
import { useEffect, useState } from 'react'

/** A dialog that is there as long as it is drawn, and gives the focus back when it goes. */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  useReturnedFocus()
  return <Modal {...props} opened />
}

/** The same at the edge of the window, for what is read beside the screen. */
export function SideDialog(props: Omit<DrawerProps, 'opened'>) {
  useReturnedFocus()
  return <Drawer {...props} opened />
}

/** Mantine returns the focus only of dialogs that stay mounted. Whoever took the focus meanwhile keeps it. */
function useReturnedFocus(): void {
  const [opener] = useState(openerNow)
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return
        const heading = document.querySelector<HTMLElement>('main h1')
        ;(opener?.isConnected ? opener : heading)?.focus({ preventScroll: true })
      })
    },
    [opener],
  )
}

/** What has the focus; for an item of a menu, which goes away, the button of the menu. */
function openerNow(): HTMLElement | undefined {
  const active = document.activeElement
  const menu = active?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  const opener = menu ? document.getElementById(menu) : active
  return opener instanceof HTMLElement && opener !== document.body ? opener : undefined
}
