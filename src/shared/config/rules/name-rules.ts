import type { CheckContext } from '../context.ts'
import type { MapEntry } from '../entry.ts'
import { isBroken, spotOf, textAt } from '../entry.ts'

/** The names tbot gives: the user's, or type and number (tbot-config.md 5.2). In the order of `services`, then `outputs`. */
export function generatedServiceNames(
  services: readonly { readonly type: string; readonly name?: string }[],
): string[] {
  const counts = new Map<string, number>()
  return services.map(({ type, name }) => {
    const count = (counts.get(type) ?? 0) + 1
    counts.set(type, count)
    return name === undefined || name === '' ? `${type.replace(/[^a-z0-9_+-]/g, '-')}-${count}` : name
  })
}

/** Names are unique, generated ones included (tbot-config.md 5.1). */
export function checkNames(services: readonly MapEntry[], context: CheckContext): void {
  const names = generatedServiceNames(
    services.map((service) => ({ type: textAt(service, 'type'), name: textAt(service, 'name') })),
  )
  const first = new Map<string, MapEntry>()
  for (const [index, service] of services.entries()) {
    const name = names[index] ?? ''
    const other = first.get(name)
    if (isBroken(service, 'name')) continue
    if (other === undefined) {
      first.set(name, service)
      continue
    }
    const isGenerated = textAt(service, 'name') === ''
    context.report.add({
      severity: 'error',
      code: 'config.duplicate-name',
      ...spotOf(service, 'name'),
      message: isGenerated
        ? `tbot names this service \`${name}\`, and ${other.path} has that name already. Write a \`name\` of its own.`
        : `${other.path} is named \`${name}\` already${textAt(other, 'name') === '' ? ' (tbot made that name)' : ''}, and tbot refuses the second. Choose another name.`,
    })
  }
}
