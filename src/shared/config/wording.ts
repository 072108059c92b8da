/** Lists longer than this are not told when the wanted value can be guessed. */
const shortList = 5

/** What may be written in place of a value that is not known, or the one that was probably meant. */
export function choiceOf(names: readonly string[], guess: string | undefined): string {
  const list = names.map((name) => `\`${name}\``).join(', ')
  const choice = names.length > 1 ? `It must be one of ${list}, spelled exactly so.` : `It must be ${list}.`
  if (guess === undefined) return choice
  return names.length > 1 && names.length <= shortList
    ? `${choice} Write \`${guess}\`.`
    : `Write \`${guess}\`.`
}

/** The first sentence of a description, to stand in brackets inside another sentence. */
export function inBrackets(description: string | undefined): string {
  const [sentence = ''] = (description ?? '').split(/\.(?:\s|$)/, 1)
  if (sentence === '') return ''
  const isWord = /^[A-Z][a-z]*\b/.test(sentence)
  return ` (${isWord ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence})`
}
