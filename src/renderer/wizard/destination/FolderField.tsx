import { Autocomplete } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import { usePathCompletion } from '../../bridge/use-path-completion.ts'
import { Labelled } from '../Labelled.tsx'

interface FolderFieldProps {
  readonly label: string
  readonly path: string
  readonly hint: string
  readonly value: string
  /** An error or hazard stands at the field. */
  readonly isWrong: boolean
  readonly onChange: (value: string) => void
  readonly inputId?: string
  readonly children?: ReactNode
}

/** A folder's path, completed as it is typed; what is known of it stands below. */
export function FolderField(props: FolderFieldProps) {
  const { label, path, hint, value, isWrong, onChange, inputId, children } = props
  const own = useId()
  const id = inputId ?? own
  const [isTyped, setIsTyped] = useState(false)
  const suggestions = usePathCompletion(isTyped ? value : '')
  return (
    <div>
      <Labelled label={label} id={id} path={path} hint={children === undefined ? hint : undefined}>
        <Autocomplete
          id={id}
          size="sm"
          classNames={{ input: 'bd-mono' }}
          data={suggestions
            .filter((each) => each.endsWith('/'))
            .map((each) => each.replace(/(?<=.)\/$/, ''))
            .filter((each) => each !== value)}
          filter={({ options }) => options}
          value={value}
          error={isWrong}
          autoComplete="off"
          spellCheck={false}
          onChange={(next) => {
            setIsTyped(true)
            onChange(next)
          }}
        />
      </Labelled>
      {children}
    </div>
  )
}
