import { defineExporter } from './define-exporter.ts'
import type { Draft, DraftFile } from './define-exporter.ts'
import { quote } from './shell.ts'
import type { ExportSource } from './source.ts'
import { blankNotes, botRoles, rolesOption } from './teleport-role.ts'
import { tokenFor } from './teleport-token.ts'
import type { PlainMap } from './values.ts'
import { yamlText } from './yaml-text.ts'

/** What the Teleport side must have: bot, role and token, with the commands that make them. */
export const resourcesExporter = defineExporter({
  kind: 'resources',
  title: 'tctl resources',
  description: 'Bot, role and token for the Teleport side.',
  group: 'teleport',
  checkedBy:
    'Botdesk’s local cluster, which takes them with `cluster create`, and the schemas of bot, role and token',
  startsAnotherBot: false,
  options: [rolesOption],
  build,
})

function build(source: ExportSource): Draft {
  const { slug, join } = source
  const { roles, role } = botRoles(source)
  const token = tokenFor(source)
  const files: DraftFile[] = [
    ...(role === undefined
      ? []
      : [resource('role.yaml', role, 'What the bot may reach. Run: tctl create -f role.yaml')]),
    resource('bot.yaml', botResource(source, roles), 'The bot. Run: tctl create -f bot.yaml'),
    ...(token === undefined
      ? []
      : [
          {
            ...resource('token.yaml', token, 'How it may join. Run: tctl create -f token.yaml'),
            ...(join.method === 'token' ? { holdsSecret: 'the join token' } : {}),
          },
        ]),
  ]
  const commands = files.map(({ path }) => `tctl create -f ${path}`)
  return {
    files: [
      ...files,
      {
        path: 'create.sh',
        text: `#!/bin/sh\n# Makes ${slug} on the Teleport side. Needs the rights to create ${files.map(({ path }) => path.replace('.yaml', 's')).join(', ')}.\nset -eu\n${[...commands, ...lastCommand(source, token)].join('\n')}\n`,
        language: 'shell',
        about: 'Run it beside the files, where tctl is signed in.',
      },
    ],
    leftOut:
      join.method === 'token' && token === undefined
        ? [
            {
              path: join.usesLink ? 'join_uri' : 'onboarding.token',
              reason:
                'The join token is a secret. The last command of create.sh lets the cluster make a new one.',
            },
          ]
        : [],
    notes: notes(source, role, token),
  }
}

function botResource({ bot }: ExportSource, roles: readonly string[]): PlainMap {
  return { kind: 'bot', version: 'v1', metadata: { name: bot }, spec: { roles } }
}

function resource(path: string, value: PlainMap, about: string): DraftFile {
  return { path, text: yamlText(value), language: 'yaml', about }
}

function lastCommand({ join, bot }: ExportSource, token: PlainMap | undefined): string[] {
  // Prints the token once; it is good for one join.
  return join.method === 'token' && token === undefined ? [`tctl bots instances add ${quote(bot)}`] : []
}

function notes({ join }: ExportSource, role: PlainMap | undefined, token: PlainMap | undefined): string[] {
  return [
    ...blankNotes(role, token),
    ...(token === undefined && join.method !== 'token'
      ? [
          `The rules of a token for ${join.method} are not written here: make it by Teleport’s guide for this method.`,
        ]
      : []),
  ]
}
