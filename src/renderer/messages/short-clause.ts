const longestTitle = 56

/** The first sentence without its full stop, for where there is room for one line. */
export function firstSentence(text: string): string {
  return text.split(/\. |\.$/)[0] ?? ''
}

/** A sentence as a title: the first sentence; of a long one only what stands before its colon. */
export function shortClause(text: string): string {
  const first = firstSentence(text)
  return first.length <= longestTitle ? first : (first.split(': ')[0] ?? first)
}
