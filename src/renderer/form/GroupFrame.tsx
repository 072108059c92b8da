import type { ReactNode } from 'react'
import { ClearWhole } from './ClearWhole.tsx'
import { FieldFrame, type FieldIds } from './FieldFrame.tsx'
import type { FieldProps } from './field-props.ts'

interface GroupFrameProps extends FieldProps {
  readonly children: (ids: FieldIds) => ReactNode
}

/** The frame of a field of several controls: it says what is in force while unset, and is taken out as a whole. */
export function GroupFrame({ field, path, value, problems, children }: GroupFrameProps) {
  const isWritten = value !== undefined
  return (
    <FieldFrame
      field={field}
      path={path}
      problems={problems}
      isWritten={isWritten}
      isGroup
      saysUnset
      aside={<ClearWhole label={field.label} path={path} isShown={isWritten} />}
    >
      {children}
    </FieldFrame>
  )
}
