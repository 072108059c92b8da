import { slugOf } from '../../../shared/export/index.ts'
import type { ExportOption } from '../../../shared/export/model.ts'

/** An option as a form shows it. */
export interface OptionView {
  readonly key: string
  readonly label: string
  readonly hint: string
  /** The target's own word for it (`ExecStart`), else the flag of `botdesk export`. */
  readonly ownKey: string
  readonly preset: string
  readonly kind: 'text' | 'choice' | 'switch'
  readonly choices: readonly string[]
}

/** The target's key stands in brackets at the end of the description. */
const keyInBrackets = /\s*\(([A-Z][A-Za-z]+=?)\)/

/** How an option is asked. */
export function optionView(option: ExportOption, bot: string): OptionView {
  const { key, label, description, choices = [] } = option
  const slug = slugOf(bot)
  const isSwitch = choices.length === 2 && choices.includes('yes') && choices.includes('no')
  return {
    key,
    label,
    hint: description.replace(keyInBrackets, '').replaceAll('{bot}', slug),
    ownKey: keyInBrackets.exec(description)?.[1] ?? key,
    preset: option.default.replaceAll('{bot}', slug),
    kind: isSwitch ? 'switch' : choices.length > 0 ? 'choice' : 'text',
    choices,
  }
}
