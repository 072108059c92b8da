import styles from './Log.module.css'

/** A text in which the searched words are marked; `words` is in lower case. */
export function Marked({ text, words }: { text: string; words: string }) {
  if (words === '') return text
  const lower = text.toLowerCase()
  const parts = []
  let from = 0
  let at = lower.indexOf(words)
  while (at >= 0) {
    parts.push(
      text.slice(from, at),
      <mark key={at} className={styles.mark}>
        {text.slice(at, at + words.length)}
      </mark>,
    )
    from = at + words.length
    at = lower.indexOf(words, from)
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  )
}
