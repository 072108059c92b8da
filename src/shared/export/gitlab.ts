import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import { pipelineFile, pipelineNotes, pipelineSecretNotes } from './pipeline.ts'
import type { PipelineFile } from './pipeline.ts'
import { quote } from './shell.ts'
import type { ExportSource } from './source.ts'
import { mapAt, textAt } from './values.ts'
import { yamlText } from './yaml-text.ts'

/** A job of GitLab CI that joins without a secret, with an identity token of its own. */
export const gitlabExporter = defineExporter({
  kind: 'gitlab',
  title: 'GitLab CI',
  description: 'A job that joins with GitLab’s own proof, without a secret.',
  group: 'pipelines',
  checkedBy: 'gitlab-ci-local 4.75.1, which carries GitLab’s own schema',
  startsAnotherBot: false,
  options: [
    {
      key: 'token',
      label: 'Token',
      description: 'Name of the token on the Teleport side. Empty: the one of the file, or {bot}-gitlab.',
      default: '',
    },
    {
      key: 'audience',
      label: 'Audience',
      description: 'Name of the cluster. Empty: the host of its address.',
      default: '',
    },
    {
      key: 'version',
      label: 'Version of Teleport',
      description: 'As 18.2.1. Empty: what the proxy says.',
      default: '',
    },
    { key: 'image', label: 'Image', description: 'A Debian with apt-get.', default: 'debian:bookworm-slim' },
    {
      key: 'folder',
      label: 'Files go to',
      description: 'Absolute path outside of the project.',
      default: '/tmp/{bot}',
    },
    {
      key: 'config',
      label: 'Configuration is at',
      description: 'In the project.',
      default: '.gitlab/tbot/{bot}.yaml',
    },
  ],
  build,
})

const defaultVariable = 'TBOT_GITLAB_JWT'

function build(source: ExportSource): Draft {
  const section = mapAt(source.join.onboarding, 'gitlab')
  const isSame = source.join.method === 'gitlab' && Object.keys(section).length > 0
  const made = pipelineFile(source, { method: 'gitlab', ...(isSame ? { section: { gitlab: section } } : {}) })
  const variable = (isSame && textAt(section, 'token_env_var_name')) || defaultVariable
  return {
    files: [
      {
        path: '.gitlab-ci.yml',
        text: pipeline(source, made, variable),
        language: 'yaml',
        about: 'In the project, or merged into what is there. Add your own commands to script.',
      },
      { ...made.file, about: 'In the project; it holds no secret.' },
    ],
    leftOut: made.leftOut,
    notes: [
      ...pipelineNotes(source, made, 'gitlab'),
      ...pipelineSecretNotes(source),
      'The audience must be the name of the cluster, which need not be the host of its address.',
    ],
  }
}

function pipeline(source: ExportSource, made: PipelineFile, variable: string): string {
  const { option, join, slug, target } = source
  const asksProxy = option('version') === '' && join.server === 'proxy'
  const version = option('version') || `${target}.0.0`
  const find = `curl -fsS ${quote(`https://${join.address}/v1/webapi/find`)} | sed -n 's/.*"server_version": *"\\([^"]*\\)".*/\\1/p'`
  const job = {
    image: option('image'),
    id_tokens: { [variable]: { aud: option('audience') || join.host } },
    ...(asksProxy ? {} : { variables: { TELEPORT_VERSION: version } }),
    before_script: [
      'apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates curl',
      ...(asksProxy ? [`TELEPORT_VERSION="$(${find})"`] : []),
      'curl -fsSL "https://cdn.teleport.dev/teleport-v${TELEPORT_VERSION}-linux-amd64-bin.tar.gz" | tar -xz -C /usr/local/bin --strip-components=1 teleport/tbot',
    ],
    script: [
      `tbot start -c ${quote(option('config'))}`,
      ...(made.kubeconfig === undefined ? [] : [`export KUBECONFIG=${quote(made.kubeconfig)}`]),
    ],
  }
  return yamlText({ [jobName(slug)]: job })
}

/** Words that mean something else than a job at the top of the file; names of stages are free. */
const reserved =
  /^(?:image|services|stages|types|cache|default|variables|include|workflow|spec|true|false|nil|pages)$/

function jobName(slug: string): string {
  return reserved.test(slug) ? `tbot-${slug}` : slug
}
