/** What a configuration becomes elsewhere. A new kind: one file, one line here. */
import { AppError } from '../errors.ts'
import type { Export, ExportKind, ExportRequest, Exporter } from './model.ts'
import { commandExporter } from './command.ts'
import { composeExporter } from './compose.ts'
import { githubExporter } from './github.ts'
import { gitlabExporter } from './gitlab.ts'
import { grafanaExporter } from './grafana.ts'
import { helmExporter } from './helm.ts'
import { kubernetesExporter } from './kubernetes.ts'
import { resourcesExporter } from './resources.ts'
import { terraformExporter } from './terraform.ts'
import { prometheusExporter } from './prometheus.ts'
import { systemdExporter } from './systemd.ts'
import { tbotExporter } from './tbot.ts'

export * from './model.ts'

/** In the order of the page. */
export const exporters: readonly Exporter[] = [
  tbotExporter,
  commandExporter,
  systemdExporter,
  composeExporter,
  kubernetesExporter,
  helmExporter,
  githubExporter,
  gitlabExporter,
  terraformExporter,
  resourcesExporter,
  prometheusExporter,
  grafanaExporter,
]

/** Makes one export; `export.not-possible` with the reason when this form cannot say it. */
export function makeExport(kind: ExportKind, request: ExportRequest): Export {
  const exporter = exporters.find((each) => each.kind === kind)
  if (exporter === undefined) throw new AppError('export.not-possible', `there is no export "${kind}"`)
  return exporter.make(request)
}
