/** What a configuration becomes elsewhere. A new kind: its name in model.ts, a file, a line here. */
import { exportKinds } from './model.ts'
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
export { slugOf } from './source.ts'

const byKind: Readonly<Record<ExportKind, Exporter>> = {
  tbot: tbotExporter,
  command: commandExporter,
  systemd: systemdExporter,
  compose: composeExporter,
  kubernetes: kubernetesExporter,
  helm: helmExporter,
  github: githubExporter,
  gitlab: gitlabExporter,
  terraform: terraformExporter,
  resources: resourcesExporter,
  prometheus: prometheusExporter,
  grafana: grafanaExporter,
}

/** In the order of the page. */
export const exporters: readonly Exporter[] = exportKinds.map((kind) => byKind[kind])

/** Makes one export; `export.not-possible` with the reason when this form cannot say it. */
export function makeExport(kind: ExportKind, request: ExportRequest): Export {
  return byKind[kind].make(request)
}
