import { exportFacts } from './model.ts'
import type { ExportFact } from './model.ts'
import type { ExportSource } from './source.ts'
import { isOn } from './values.ts'

/** Everything that is true of a configuration. */
export function factsOf({ join, values, withSecrets }: ExportSource): ExportFact[] {
  const holds: Readonly<Record<ExportFact, boolean>> = {
    'token-left-out': join.tokenIs === 'secret' && !withSecrets,
    'registration-secret-left-out': join.registrationSecret !== '' && !withSecrets,
    'method-token': join.method === 'token',
    'method-kubernetes': join.method === 'kubernetes',
    'runs-once': isOn(values, 'oneshot'),
  }
  return exportFacts.filter((fact) => holds[fact])
}
