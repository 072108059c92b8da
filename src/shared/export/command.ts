import { commandLine } from './command-line.ts'
import type { CommandLine } from './command-line.ts'
import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import type { LeftOut } from './model.ts'
import { AppError } from '../errors.ts'
import { registrationFileOption, tokenFileOption } from './secret-files.ts'
import { quote } from './shell.ts'
import type { ExportSource } from './source.ts'

/** What `tbot start …` says without a file (tbot-config.md 8.2 to 8.5). */
export const commandExporter = defineExporter({
  kind: 'command',
  title: 'Command line',
  description: 'The same bot as `tbot start …`, without a file.',
  group: 'as-it-is',
  checkedBy: 'Botdesk’s own reading of tbot’s flags: parsed back and compared value by value',
  startsAnotherBot: true,
  options: [
    {
      key: 'tbot',
      label: 'tbot is at',
      description: 'Name or path of the program.',
      default: 'tbot',
    },
    tokenFileOption,
    registrationFileOption,
  ],
  build,
})

function build(source: ExportSource): Draft {
  const { services } = source
  const made =
    services.length === 0
      ? [commandLine(source, undefined)]
      : services.map((each) => commandLine(source, each))
  const lines = made.filter((each) => each.words !== undefined)
  if (lines.length === 0) {
    throw new AppError('export.not-possible', made[0]?.leftOut[0]?.reason ?? 'there is nothing to start')
  }
  const secrets = new Set(lines.flatMap((line) => line.secrets))
  return {
    files: [
      {
        path: 'start.sh',
        text: lines.map((line) => render(source, line)).join('\n'),
        language: 'shell',
        mode: '0755',
        about: 'Run it in a shell of the account the bot shall have.',
        ...(secrets.size === 0 ? {} : { holdsSecret: [...secrets].join(' and ') }),
      },
    ],
    leftOut: unique(made.flatMap((each) => each.leftOut)),
    notes: notes(source, lines),
  }
}

function render({ option }: ExportSource, { variables, words = [] }: CommandLine): string {
  const settings = Object.entries(variables).map(([name, value]) => `${name}=${quote(value)} `)
  const start = `${settings.join('')}${quote(option('tbot'))} start ${words[0] ?? ''}`
  return `${[start, ...words.slice(1).map((word) => `  ${quote(word)}`)].join(' \\\n')}\n`
}

function notes({ target, option, services, values }: ExportSource, lines: readonly CommandLine[]): string[] {
  const own = `its own storage${values['diag_addr'] === undefined ? '' : ', its own --diag-addr'} and its own token`
  const several = `A command line runs one service. These lines are bots of their own, each with ${own}; one bot with all services needs the file: `
  return [
    ...(services.length > 1 && lines.length > 0 ? [`${several}${option('tbot')} start -c tbot.yaml`] : []),
    ...(target < 17 && services.length > 0
      ? [`Whether tbot ${target} has the sub-commands used here is not confirmed; ask \`tbot help start\`.`]
      : []),
  ]
}

function unique(all: readonly LeftOut[]): LeftOut[] {
  return [...new Map(all.map((each) => [`${each.path} ${each.reason}`, each])).values()]
}
