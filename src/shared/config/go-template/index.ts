import { parseTemplate } from './parse.ts'
import { TemplateTrial } from './trial.ts'

/** Nobody writes a longer one; it is taken for good. */
const longest = 20_000

/**
 * Why Go's text/template would refuse a template for Kubernetes names, or undefined (tbot-config.md 4.7): tbot reads it
 * and uses it once, so that what is wrong in any case is found too. What depends on the values is taken for good.
 */
export function templateFault(text: string): string | undefined {
  if (text.length > longest) return undefined
  const template = parseTemplate(text)
  return typeof template === 'string' ? template : new TemplateTrial(template).fault()
}
