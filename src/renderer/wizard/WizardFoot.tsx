import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Glyph } from '../components/Glyph.tsx'
import { Icon } from '../components/icons/Icon.tsx'
import { wizardTexts as texts } from '../messages/wizard.ts'
import styles from './WizardFoot.module.css'

interface WizardFootProps {
  /** Back to the step before; without it the first button is Cancel. */
  readonly onBack?: (() => void) | undefined
  readonly onCancel: () => void
  /** A sentence or glyph beside the buttons. */
  readonly note?: ReactNode
  /** The ways on; the last one is the primary button. */
  readonly children: ReactNode
}

/** Back or Cancel at the left, the ways on at the right. */
export function WizardFoot({ onBack, onCancel, note, children }: WizardFootProps) {
  return (
    <div className={styles.foot}>
      {onBack ? (
        <Button
          size="sm"
          variant="subtle"
          color="gray"
          className={styles.plain}
          leftSection={<Icon name="arrow-left" size={14} />}
          onClick={onBack}
        >
          {texts.back}
        </Button>
      ) : (
        <Button size="sm" variant="subtle" color="gray" className={styles.plain} onClick={onCancel}>
          {texts.cancel}
        </Button>
      )}
      {note && <div className={styles.note}>{note}</div>}
      <div className={styles.acts}>{children}</div>
    </div>
  )
}

/** A note that something is to be decided or done first. */
export function HazardNote({ children }: { children: ReactNode }) {
  return (
    <>
      <Glyph shape="triangle" tone="warn" /> {children}
    </>
  )
}

/** The primary button of a step that leads to the next one. */
export function NextButton({ to, onClick }: { to: string; onClick: () => void }) {
  return (
    <Button size="sm" variant="filled" rightSection={<Icon name="arrow-right" size={14} />} onClick={onClick}>
      {to}
    </Button>
  )
}
