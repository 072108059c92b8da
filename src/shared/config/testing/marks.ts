/** Every `x-…` key of a schema, all levels down. */
export function marksIn(value: unknown): Set<string> {
  const marks = new Set<string>()
  JSON.stringify(value, (key, inner: unknown) => {
    if (key.startsWith('x-')) marks.add(key)
    return inner
  })
  return marks
}
