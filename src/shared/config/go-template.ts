const known = new Set(['ClusterName', 'KubeName', 'Labels'])
const blocks = /^-?\s*(if|with|range|block|define)\b/

/** Why Go's text/template would refuse a template for Kubernetes names, or undefined (tbot-config.md 4.7). */
export function templateFault(text: string): string | undefined {
  let depth = 0
  let rest = text
  for (let open = rest.indexOf('{{'); open >= 0; open = rest.indexOf('{{')) {
    const close = rest.indexOf('}}', open + 2)
    if (close < 0) return 'a `{{` is not closed'
    const action = rest
      .slice(open + 2, close)
      .replace(/^-\s|\s-$/g, '')
      .trim()
    const fault = actionFault(action, depth)
    if (fault !== undefined) return fault
    if (blocks.test(action)) depth += 1
    if (/^end$/.test(action)) depth -= 1
    if (depth < 0) return 'there is an `{{end}}` too many'
    rest = rest.slice(close + 2)
  }
  return depth > 0 ? 'an `{{end}}` is missing' : undefined
}

function actionFault(action: string, depth: number): string | undefined {
  if (action === '') return 'a pair of braces is empty'
  if (action.startsWith('/*')) return undefined
  const field = /^\.([A-Za-z_]\w*)/.exec(action)?.[1]
  // Inside a block the dot can stand for something else.
  if (field === undefined || depth > 0 || known.has(field)) return undefined
  return `there is no \`.${field}\``
}
