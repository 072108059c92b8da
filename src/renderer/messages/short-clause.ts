const longestTitle = 56
const longestRemark = 64
const shortestClause = 24

/** The first sentence without its full stop, for where there is room for one line. */
export function firstSentence(text: string): string {
  return text.split(/\. |\.$/)[0] ?? ''
}

/** A sentence as a title: the first sentence; of a long one only what stands before its colon. */
export function shortClause(text: string): string {
  const first = firstSentence(text)
  return first.length <= longestTitle ? first : (first.split(': ')[0] ?? first)
}

/** The first sentence for the end of a line of text: a long one ends with a clause or a word, and an ellipsis. */
export function remark(text: string): string {
  const first = firstSentence(text)
  if (first.length <= longestRemark) return first
  const room = first.slice(0, longestRemark)
  const clause = Math.max(...[', ', ': ', '; '].map((mark) => room.lastIndexOf(mark)))
  return `${room.slice(0, clause >= shortestClause ? clause : room.lastIndexOf(' '))}…`
}
