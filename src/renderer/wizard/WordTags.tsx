import { TagsInput, type TagsInputProps } from '@mantine/core'
import styles from './WordTags.module.css'

/** Several words in one field; the focus is drawn around the whole field. */
export function WordTags(props: Omit<TagsInputProps, 'size' | 'classNames'>) {
  return (
    <TagsInput
      {...props}
      size="sm"
      autoComplete="off"
      classNames={{ input: styles.input ?? '', inputField: styles.field ?? '', pill: styles.pill ?? '' }}
    />
  )
}
