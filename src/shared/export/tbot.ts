import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import { registrationFileOption, tokenFileOption } from './secret-files.ts'
import { quote } from './shell.ts'
import type { ExportSource } from './source.ts'
import { tbotFile } from './tbot-file.ts'
import { textAt, textsAt } from './values.ts'

/** The file itself, for plain tbot. */
export const tbotExporter = defineExporter({
  kind: 'tbot',
  title: 'tbot.yaml',
  description: 'The configuration itself, for plain tbot.',
  group: 'as-it-is',
  checkedBy: 'Botdesk’s own checks of the target version: parsed back and compared value by value',
  startsAnotherBot: true,
  options: [
    {
      key: 'token-from',
      label: 'Join token comes from',
      description: 'A file that tbot reads, or the variable TELEPORT_BOT_TOKEN.',
      default: 'file',
      choices: ['file', 'variable'],
      when: 'token-left-out',
    },
    tokenFileOption,
    registrationFileOption,
  ],
  build,
})

function build(source: ExportSource): Draft {
  const fromVariable = source.option('token-from') === 'variable'
  const file = tbotFile(source, {
    registration: { file: source.option(registrationFileOption.key) },
    ...(fromVariable ? {} : { token: { file: source.option(tokenFileOption.key) } }),
  })
  const isMissing = file.holdsSecret === undefined && source.join.tokenIs === 'secret'
  return {
    files: [
      {
        path: 'tbot.yaml',
        text: file.text,
        language: 'yaml',
        about: 'The whole configuration. Run: tbot start -c tbot.yaml',
        holdsSecret: file.holdsSecret,
      },
    ],
    leftOut: file.leftOut,
    notes: isMissing && fromVariable ? variableNotes(source) : [],
  }
}

/**
 * With the variable set tbot drops the whole `onboarding` of the file (tbot-config.md 8.6), so that method
 * and pins must come as flags.
 */
function variableNotes({ join }: ExportSource): string[] {
  const pins = textsAt(join.onboarding, 'ca_pins').map((pin) => ` --ca-pin=${quote(pin)}`)
  const command = `TELEPORT_BOT_TOKEN=TOKEN tbot start -c tbot.yaml --join-method=${join.method}${pins.join('')}`
  const lost = textAt(join.onboarding, 'ca_path')
  return [
    `A token in the variable makes tbot drop the whole onboarding section of the file, so give the rest as flags: ${command}`,
    ...(lost === ''
      ? []
      : [
          'There is no flag for onboarding.ca_path, so that it is lost this way. Use a file for the token instead.',
        ]),
  ]
}
