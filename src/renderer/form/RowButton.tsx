import { ActionIcon, Tooltip } from '@mantine/core'
import { Icon, type IconName } from '../components/icons/Icon.tsx'

/** A small button in a line of a list. */
export function RowButton({
  icon,
  label,
  isOff = false,
  onClick,
}: {
  icon: IconName
  label: string
  isOff?: boolean
  onClick: () => void
}) {
  return (
    <Tooltip label={label} disabled={isOff}>
      <ActionIcon size={24} aria-label={label} disabled={isOff} onClick={onClick}>
        <Icon name={icon} size={14} />
      </ActionIcon>
    </Tooltip>
  )
}
