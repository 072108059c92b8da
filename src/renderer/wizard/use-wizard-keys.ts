import { useEffect, useEffectEvent } from 'react'

interface WizardKeys {
  readonly onBack?: (() => void) | undefined
  readonly onNext?: (() => void) | undefined
  /** `Ctrl Enter`: to the plan, or the last act. */
  readonly onFinish?: (() => void) | undefined
}

/** `Alt` with the arrows moves between the steps, `Ctrl Enter` goes to the end (interface.md 6.21). */
export function useWizardKeys({ onBack, onNext, onFinish }: WizardKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    if (event.repeat || document.querySelector('[role=dialog]') !== null) return
    const isAlt = event.altKey && !event.ctrlKey && !event.metaKey
    if (isAlt && event.key === 'ArrowLeft') onBack?.()
    else if (isAlt && event.key === 'ArrowRight') onNext?.()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onFinish?.()
    else return
    // Alt and an arrow would leave the page in a browser.
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKeyDown(event)
    addEventListener('keydown', listen, { capture: true })
    return () => removeEventListener('keydown', listen, { capture: true })
  }, [])
}
