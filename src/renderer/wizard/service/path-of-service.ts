import { outlineOf } from '../../../shared/config/edit/index.ts'
import type { ConfigPath } from '../../../shared/config/edit/model.ts'

/** The place of a service by the name it has in `/readyz`; undefined when the text has no such service. */
export function pathOfService(text: string, name: string): ConfigPath | undefined {
  return outlineOf(text)
    .filter(({ path }) => path[0] === 'services' || path[0] === 'outputs')
    .flatMap((entry) => entry.children)
    .find((entry) => entry.label === name)?.path
}
