import { dots, maskSecrets } from './mask-secrets.ts'

const keyBefore = /(token|registration_secret|join_uri)["']?[ \t]*:[ \t]*["']?$/

/** A value that was hidden, and the secret key it stood behind when it did. */
interface Hidden {
  readonly key: string | undefined
  readonly value: string
}

/**
 * Puts back what `maskSecrets` hid: dots behind a secret key get that key's value, other dots get theirs by their
 * place. The first original that explains the dots is used. Dots that cannot be explained stay; `hasDots` tells.
 */
export function restoreSecrets(text: string, originals: readonly string[]): string {
  for (const original of originals) {
    if (!hasDots(text)) break
    text = restoreFrom(text, hiddenValues(original))
  }
  return text
}

/** True when a text still holds dots in place of a secret. */
export function hasDots(text: string): boolean {
  return text.includes(dots)
}

function restoreFrom(text: string, hidden: readonly Hidden[]): string {
  const parts = text.split(dots)
  const values = new Set(hidden.map(({ value }) => value))
  const inPlace = parts.length - 1 === hidden.length
  return parts.reduce((result, part, index) => {
    const key = keyBefore.exec(result)?.[1]
    const byKey = key === undefined ? undefined : hidden.find((each) => each.key === key)
    const byPlace = inPlace ? hidden[index - 1] : values.size === 1 ? hidden[0] : undefined
    return result + ((byKey ?? byPlace)?.value ?? dots) + part
  })
}

/** What the dots of the masked text stand for, in order. */
function hiddenValues(original: string): Hidden[] {
  const [first = '', ...rest] = maskSecrets(original).split(dots)
  const hidden: Hidden[] = []
  let at = first.length
  let before = first
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1
    const end = isLast ? original.length - part.length : original.indexOf(part, at + 1)
    if (end < at) return []
    hidden.push({ key: keyBefore.exec(before)?.[1], value: original.slice(at, end) })
    at = end + part.length
    before = part
  }
  return hidden
}
