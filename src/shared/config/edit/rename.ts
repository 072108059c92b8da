import type { TextEdit } from '../problem.ts'
import { generatedServiceNames } from '../rules/name-rules.ts'
import { cannotEdit } from './cannot-edit.ts'
import { openDocument } from './document.ts'
import { editsFor } from './edits-for.ts'
import type { ConfigPath, YamlValue } from './model.ts'
import { isListValue } from './model.ts'
import { valueAt } from './values.ts'

/** tbot's own entries in `/readyz` (tbot-config.md 5.1). */
const reserved = ['ca-rotation', 'crl-cache', 'heartbeat', 'identity', 'spiffe-trust-bundle-cache']

/**
 * Gives a service another name; `path` is the service or anything in it, an empty name takes the name out.
 * Refuses what tbot refuses (tbot-config.md 5.1). Nothing else in a file refers to a service by name.
 */
export function renameService(text: string, path: ConfigPath, name: string): readonly TextEdit[] {
  const [list, index] = path
  if ((list !== 'services' && list !== 'outputs') || typeof index !== 'number') {
    throw cannotEdit('only services have a name', path)
  }
  const service = [list, index]
  if (name === '') return editsFor(text, [{ kind: 'remove', path: [...service, 'name'] }])
  if (!/^[a-z0-9_+-]+$/.test(name)) {
    throw cannotEdit(
      'a name has only the letters a to z, digits, `-`, `_` and `+`; tbot refuses others',
      service,
    )
  }
  if (reserved.includes(name)) throw cannotEdit('tbot uses this name for itself; choose another', service)
  const others = servicesIn(openDocument(text)?.valueAt([])).map((each) => {
    const isRenamed = each.path[0] === list && each.path[1] === index
    return isRenamed ? { ...each, name } : each
  })
  const taken = generatedServiceNames(others).filter((each) => each === name)
  if (taken.length > 1) throw cannotEdit('another service has this name already; choose another', service)
  return editsFor(text, [{ kind: 'set', path: [...service, 'name'], value: name }])
}

/** A service as far as its name goes. */
interface NamedService {
  readonly path: ConfigPath
  readonly type: string
  readonly name: string
}

/** All services in tbot's order: `services`, then `outputs` (tbot-config.md 1.2). */
function servicesIn(document: YamlValue | undefined): NamedService[] {
  return ['services', 'outputs'].flatMap((key) => {
    const list = valueAt(document, [key])
    return isListValue(list)
      ? list.map((item, index) => ({
          path: [key, index],
          type: textOf(valueAt(item, ['type'])),
          name: textOf(valueAt(item, ['name'])),
        }))
      : []
  })
}

function textOf(value: YamlValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
