import type { ImportKind } from '../../shared/config/import/model.ts'
import { count } from '../../shared/messages/format.ts'

/** Words of the import: pasted or dropped texts (interface.md 2, "Deep links"). */
export const importTexts = {
  crumb: 'Import',
  title: 'Review before you use this',
  lead: 'It is only read here. Nothing is dialled, written or saved before you say so below.',
  field: 'Text',
  fieldHint: 'A tbot.yaml, a `tbot start` command, a join link, or TELEPORT variables.',
  placeholder: 'tbot start --proxy-server example.teleport.sh:443 --join-method token …',
  chooseFile: 'Choose a file…',
  dropHint: 'or drop one anywhere on this window',
  dropHere: 'Drop it to review it. It is only read.',
  droppedFile: (name: string, lines: number) => `${name}, ${count(lines, 'line')}`,
  another: 'Take another text',
  pasted: 'The pasted text',
  tooLarge: (name: string) =>
    `${name} is larger than 1 MB, so it was not read. A tbot.yaml is a few kilobytes.`,
  unreadable: (name: string) => `${name} could not be read as text.`,
  emptyTitle: 'What it means is shown here first',
  emptyText: 'Each part with where it goes, the tbot.yaml it stands for, and what is wrong with it.',
  kinds: {
    config: 'A tbot.yaml',
    'config-v1': 'A tbot.yaml of version 1',
    'command-line': 'A tbot command line',
    'join-uri': 'A join link',
    environment: 'Variables of tbot',
  } satisfies Record<ImportKind, string>,
  parts: 'Parts',
  columns: { source: 'Part', shown: 'Value', path: 'Goes to' },
  notTaken: 'not taken over',
  understood: 'Understood',
  notUnderstood: 'Not understood',
  result: 'The tbot.yaml it stands for',
  problems: 'Problems',
  noProblems: 'No problems found',
  migration: 'Brought to version 2',
  asBot: 'Make a bot of it',
  name: 'Name in Botdesk',
  nameHint: 'Letters, digits, - _ and . only.',
  nameTaken: (name: string) => `There is a bot ${name} already.`,
  start: 'Start it at once',
  startNote: 'Off: it is added, and runs when you start it.',
  make: 'Make the bot',
  errorsStay: (n: number) =>
    `${count(n, 'error')} left: it can be made, but not started before that is put right.`,
  cannotStart: 'There are errors, so it cannot start.',
  orServices: 'Or take its services only',
  servicesNote: (n: number) =>
    `${count(n, 'service')} into the draft of a bot you have; the plan shows what would change.`,
  bot: 'Bot',
  addServices: 'Add its services',
  noServices: 'It has no services of its own to add.',
  cannotAdd: 'The draft of that bot does not parse, so nothing can be added to it.',
} as const

interface Understood {
  readonly known: number
  readonly total: number
  readonly unknown: readonly string[]
  /** They are known, but a person has to decide. */
  readonly isLeft: boolean
}

/** "Understood 6 of 7 parts; `--foo` is not known" */
export function understoodSentence({ known, total, unknown, isLeft }: Understood): string {
  if (unknown.length === 0) return total === 1 ? 'Understood its one part' : `Understood all ${total} parts`
  const named = unknown.slice(0, 3).map((each) => `\`${each}\``)
  const more = unknown.length - named.length
  const list = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(' and ')
  return `Understood ${known} of ${total} parts; ${list} ${unknown.length === 1 ? 'is' : 'are'} ${isLeft ? 'left for you' : 'not known'}`
}
