import { Tooltip } from '@mantine/core'
import type { Origin } from '../../shared/config/effective/model.ts'
import { Tag } from '../components/Tag.tsx'
import { originWords } from '../messages/form.ts'

/** Where a value in force comes from (interface.md 5); the hint names the flag, variable or rule. */
export function OriginTag({ origin, note }: { origin: Origin; note?: string | undefined }) {
  return (
    <Tooltip label={note} disabled={note === undefined}>
      <span>
        <Tag isAccent={origin !== 'default' && origin !== 'file'}>{originWords[origin]}</Tag>
      </span>
    </Tooltip>
  )
}
