import { ActionIcon, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ConfigPath } from '../../shared/config/edit/model.ts'
import { Icon, type IconName } from '../components/icons/Icon.tsx'
import { useCopy } from '../components/copy.ts'
import { formTexts as texts } from '../messages/form.ts'
import { useForm } from './form-context.ts'

/** A small button at the end of an input. */
export function EndButton({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={24}
        aria-label={label}
        onClick={onClick}
        onMouseDown={(event) => event.preventDefault()}
      >
        <Icon name={icon} size={14} />
      </ActionIcon>
    </Tooltip>
  )
}

/** Copies what is written. */
export function CopyButton({ value, what }: { value: string; what: string }) {
  const { isCopied, copy } = useCopy(value, what)
  return <EndButton icon={isCopied ? 'check' : 'copy'} label={`Copy ${what}`} onClick={copy} />
}

/** Takes the key out of the file. */
export function ClearButton({ label, path }: { label: string; path: ConfigPath }) {
  const form = useForm()
  return (
    <EndButton
      icon="close"
      label={texts.clearField(label)}
      onClick={() => form.onChange([{ kind: 'remove', path }])}
    />
  )
}

/** Room and content of an input's right side, for Mantine. */
export function endSection(buttons: readonly ReactNode[]): {
  rightSection?: ReactNode
  rightSectionWidth?: number
} {
  const shown = buttons.filter(Boolean)
  if (shown.length === 0) return {}
  return { rightSection: <>{shown}</>, rightSectionWidth: shown.length * 26 + 6 }
}
