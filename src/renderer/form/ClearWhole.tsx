import type { ConfigPath } from '../../shared/config/edit/model.ts'
import { formTexts as texts } from '../messages/form.ts'
import { useForm } from './form-context.ts'
import { RowButton } from './RowButton.tsx'

/** Takes a whole list, map or section out of the file. */
export function ClearWhole({ label, path, isShown }: { label: string; path: ConfigPath; isShown: boolean }) {
  const form = useForm()
  if (!isShown) return null
  return (
    <RowButton
      icon="close"
      label={texts.clearField(label)}
      onClick={() => form.onChange([{ kind: 'remove', path }])}
    />
  )
}
