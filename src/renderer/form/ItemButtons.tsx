import { formTexts as texts } from '../messages/form.ts'
import { RowButton } from './RowButton.tsx'

interface ItemButtonsProps {
  /** Of the item, as it is read out. */
  readonly name: string
  readonly index: number
  readonly isLast: boolean
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
}

/** Moves an item of a list up or down, or takes it out. */
export function ItemButtons({ name, index, isLast, onMove, onRemove }: ItemButtonsProps) {
  return (
    <>
      <RowButton
        icon="chevron-up"
        label={texts.moveUp(name)}
        isOff={index === 0}
        onClick={() => onMove(index - 1)}
      />
      <RowButton
        icon="chevron-down"
        label={texts.moveDown(name)}
        isOff={isLast}
        onClick={() => onMove(index + 1)}
      />
      <RowButton icon="close" label={texts.removeItem(name)} onClick={onRemove} />
    </>
  )
}
