import { count } from '../../shared/messages/format.ts'

/** Words of the configuration screen (interface.md 6.5). */
export const configurationTexts = {
  editorLabel: (bot: string) =>
    `Configuration of ${bot}, YAML. Tab indents; Ctrl M makes Tab leave the editor.`,
  changes: (lines: number) => count(lines, 'changed line'),
  target: 'Target version',
  targetOption: (version: number) => `Target: Teleport ${version}`,
  discard: 'Discard',
  apply: 'Apply…',
  applyKeys: 'Ctrl S',
  showSecrets: 'Show secrets',
  hideSecrets: 'Hide secrets',
  tabStays: 'Tab indents. Ctrl M lets it leave.',
  tabLeaves: 'Tab leaves the editor. Ctrl M lets it indent again.',
  noProblems: (target: number) => `No problems for Teleport ${target}`,
  problems: 'Problems',
  nextProblem: 'F8 next',
  showProblems: 'Show problems',
  hideProblems: 'Hide problems',
  checking: 'Checking',
  notChecked: 'Not checked yet',
  checkFailed: 'The text could not be checked. It is checked again at the next change.',
  errors: (n: number) => count(n, 'error'),
  hazards: (n: number) => count(n, 'hazard'),
  ignored: (n: number) => `${n} ignored`,
  draftKept: 'Draft kept',
  draftSaving: 'Keeping draft',
  draftFailed: 'The draft could not be kept. It is in this window only.',
  runsOlder: (bot: string) => `${bot} still runs an older text of this file.`,
  emptyTitle: 'The file is empty',
  emptyText: 'tbot needs at least an address, a way to join and one service.',
  startFromTemplate: 'Start from a template',
  goneTitle: (path: string) => `${path} was removed`,
  goneRuns: (bot: string) => `${bot} still runs with the text below. Apply writes it again.`,
  goneStopped: (bot: string) => `${bot} cannot start without it. Apply writes the text below to it.`,
  goneNothing: 'There is no draft of it either.',
  failedTitle: 'The configuration could not be read',
  readAgain: 'Read again',
  applied: (bot: string, isRestarted: boolean) =>
    isRestarted ? `Applied. ${bot} restarts with it.` : `Applied. ${bot} uses it when it starts.`,
  draftDiscarded: 'Draft discarded',
  tookTheirs: 'The file was changed outside Botdesk. Its new text is shown.',
  changedOutside: 'The file was changed outside Botdesk.',
  removedOutside: 'The file was removed outside Botdesk.',
  compare: 'Compare',
  takeTheirs: 'Take theirs',
  keepMine: 'Keep mine',
  compareTitle: 'Their text against yours',
  compareNote: 'Lines with − are only in the file, lines with + only in your draft.',
  close: 'Close',
  cancel: 'Cancel',
  applyNow: 'Apply',
  applyAndRestart: 'Apply and restart',
  goToError: 'Go to error',
  cannotApply: (errors: number) => `Cannot be applied: ${count(errors, 'error')}`,
  waitsForCheck: 'The text is still being checked.',
  verdictRestart: (bot: string) => `${bot} restarts with the new text`,
  verdictWrite: (bot: string) => `The file is written, ${bot} stays stopped`,
  restartMeans: 'Every service of the bot starts again. Files written so far stay valid meanwhile.',
  writeMeans: 'Nothing runs, so nothing restarts.',
  sameText: 'The file already has this text.',
  nothingToApply: 'Nothing to apply. The file has this text.',
  unchangedLines: (n: number) => count(n, 'unchanged line'),
  typeSecretAgain: 'Dots stand where a secret should be. Type the value again.',
} as const

/** A start: the address and the token are to be filled in. */
export const configurationTemplate = `version: v2
proxy_server: example.teleport.sh:443
onboarding:
  join_method: token
  token: ""
storage:
  type: directory
  path: /var/lib/teleport/bot
services:
  - type: identity
    destination:
      type: directory
      path: /opt/machine-id
`
