import { useWindowEvent } from '@mantine/hooks'

interface WizardKeys {
  readonly onBack?: (() => void) | undefined
  readonly onNext?: (() => void) | undefined
  /** `Ctrl Enter`: to the plan, or the last act. */
  readonly onFinish?: (() => void) | undefined
}

/** `Alt` with the arrows moves between the steps, `Ctrl Enter` goes to the end (interface.md 6.21). */
export function useWizardKeys({ onBack, onNext, onFinish }: WizardKeys): void {
  useWindowEvent(
    'keydown',
    (event) => {
      if (event.repeat || document.querySelector('[role=dialog]') !== null) return
      const isAlt = event.altKey && !event.ctrlKey && !event.metaKey
      if (isAlt && event.key === 'ArrowLeft') act(onBack)
      else if (isAlt && event.key === 'ArrowRight') act(onNext)
      else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) act(onFinish)
      else return
      // Alt and an arrow would leave the page in a browser.
      event.preventDefault()
      event.stopPropagation()
    },
    { capture: true },
  )
}

/** A field commits what was typed into it when it loses the focus, as it would by a click on the button. */
function act(way: (() => void) | undefined): void {
  if (way === undefined) return
  const field = document.activeElement
  if (field instanceof HTMLInputElement && field.type !== 'radio') {
    field.blur()
    // Where nothing changes the focus stays.
    field.focus({ preventScroll: true })
  }
  way()
}
