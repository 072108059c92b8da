const longestTitle = 56

/** A sentence as a title: the first sentence; of a long one only what stands before its colon. */
export function shortClause(text: string): string {
  const first = text.split(/\. |\.$/)[0] ?? ''
  return first.length <= longestTitle ? first : (first.split(': ')[0] ?? first)
}
