import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import { pipelineFile, pipelineNotes, pipelineSecretNotes } from './pipeline.ts'
import type { PipelineFile } from './pipeline.ts'
import { quote } from './shell.ts'
import type { ExportSource } from './source.ts'
import { yamlText } from './yaml-text.ts'

/** A job of GitHub Actions that joins without a secret, with the identity token of its run. */
export const githubExporter = defineExporter({
  kind: 'github',
  title: 'GitHub Actions',
  description: 'A job that joins with GitHub’s own proof, without a secret.',
  group: 'pipelines',
  checkedBy: 'GitHub’s own @actions/workflow-parser 0.3.61',
  startsAnotherBot: false,
  options: [
    {
      key: 'token',
      label: 'Token',
      description: 'Name of the token on the Teleport side. Empty: the one of the file, or {bot}-github.',
      default: '',
    },
    {
      key: 'version',
      label: 'Version of Teleport',
      description: 'As 18.2.1, or auto for what the proxy says.',
      default: 'auto',
    },
    { key: 'runs-on', label: 'Runner', description: 'Label of a Linux runner.', default: 'ubuntu-latest' },
    {
      key: 'folder',
      label: 'Files go to',
      description: 'Absolute path. The preset is RUNNER_TEMP of GitHub’s own runners.',
      default: '/home/runner/work/_temp/{bot}',
    },
    {
      key: 'config',
      label: 'Configuration is at',
      description: 'In the repository.',
      default: '.github/tbot/{bot}.yaml',
    },
  ],
  build,
})

function build(source: ExportSource): Draft {
  const made = pipelineFile(source, { method: 'github' })
  return {
    files: [
      {
        path: `.github/workflows/${source.slug}.yaml`,
        text: workflow(source, made),
        language: 'yaml',
        about: 'In the repository. Add your own steps after the last.',
      },
      { ...made.file, about: 'In the repository; it holds no secret.' },
    ],
    leftOut: made.leftOut,
    notes: [...pipelineNotes(source, made, 'github'), ...pipelineSecretNotes(source)],
  }
}

function workflow(source: ExportSource, made: PipelineFile): string {
  const { option, join, bot, slug, target } = source
  const wantsAuto = option('version') === 'auto'
  const setup =
    wantsAuto && join.server === 'proxy'
      ? { version: 'auto', proxy: literal(join.address) }
      : { version: wantsAuto ? `${target}.0.0` : option('version') }
  const body = {
    name: literal(bot),
    on: { workflow_dispatch: {} },
    permissions: { contents: 'read', 'id-token': 'write' },
    jobs: {
      [/^[a-z_]/.test(slug) ? slug : `bot-${slug}`]: {
        'runs-on': option('runs-on'),
        'timeout-minutes': 15,
        steps: [
          { name: 'Check out the repository', uses: 'actions/checkout@v4' },
          { name: 'Install Teleport', uses: 'teleport-actions/setup@v1', with: setup },
          {
            name: 'Join the cluster and write the files',
            run: `tbot start -c ${quote(option('config'))}`,
          },
          ...(made.kubeconfig === undefined
            ? []
            : [
                {
                  name: 'Use the kubeconfig in the next steps',
                  run: `echo ${quote(`KUBECONFIG=${made.kubeconfig}`)} >> "$GITHUB_ENV"`,
                },
              ]),
        ],
      },
    },
  }
  return yamlText(body)
}

/** Nothing of the file may be an expression: one could name a secret of the repository. */
function literal(text: string): string {
  return text.replaceAll('${{', "${{ '${{' }}")
}
