/** A value of Terraform's language that is not plain data: `teleport_bot.ci.name`. */
export class Expression {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type HclValue =
  string | number | boolean | null | Expression | readonly HclValue[] | { readonly [key: string]: HclValue }

/** `key = value` for each entry, a line each; `terraform fmt` aligns them. */
export function hclBody(entries: { readonly [key: string]: HclValue }, indent: string): string {
  return Object.entries(entries)
    .map(([key, value]) => `${indent}${hclKey(key)} = ${hclValue(value, indent)}\n`)
    .join('')
}

function hclKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : hclText(key)
}

function hclValue(value: HclValue, indent: string): string {
  if (value instanceof Expression) return value.text
  if (typeof value === 'string') return hclText(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map((each) => hclValue(each, indent)).join(', ')}]`
  const body = hclBody(value, `${indent}  `)
  return body === '' ? '{}' : `{\n${body}${indent}}`
}

function isList(value: object): value is readonly HclValue[] {
  return Array.isArray(value)
}

/** A quoted string in which nothing is a template (HCL native syntax, "Template Expressions"). */
function hclText(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%](?=\{)/g, (sign) => `${sign}${sign}`)
}
