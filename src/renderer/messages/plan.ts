import type { FileChange, ServiceChange } from '../../shared/config/plan/model.ts'
import type { ProbeStep } from '../../shared/contract/authoring.ts'
import { count, formatDuration } from '../../shared/messages/format.ts'

/** Words of the plan (interface.md 6.6, 6.21). */
export const planTexts = {
  crumb: 'Plan',
  paletteNote: 'what applying the draft would do',
  back: 'Back to editing',
  comparing: 'Comparing with the running version',
  failedTitle: 'The plan could not be made',
  tryAgain: 'Try again',
  nothingTitle: 'Nothing to apply',
  nothing: (version: number | undefined) =>
    version === undefined ? 'The file already has this text.' : `The file equals version ${version}.`,
  edit: 'Edit configuration',
  difference: 'Difference',
  changesOf: (path: string) => `Changes of ${path}`,
  views: 'What is shown',
  changes: 'Changes',
  whole: 'Whole file',
  versionStep: (from: number) => `version ${from} to ${from + 1}, comments and order kept`,
  againstRunning: 'running version to the file on disk',
  onlySecrets: 'Only a secret changes. Secrets are shown as dots, so there is no line to see.',
  nextChange: 'Next change, F7',
  reason: 'Why this change?',
  reasonHint: 'Why this change? Kept in the version history',
  whatWill: 'What will happen',
  whatHappened: 'What happened',
  can: 'Can be applied',
  cannot: 'Cannot be applied',
  hazardCount: (n: number) => count(n, 'hazard'),
  errors: 'Errors',
  services: 'Services',
  files: 'Files',
  join: 'Join and rights',
  hazards: 'Hazards',
  unknown: 'Not known yet',
  noServices: 'The bot has no services.',
  noFiles: 'No file is written or left behind.',
  showFiles: (n: number) => `Show ${count(n, 'file')}`,
  changeWords: {
    start: 'start',
    stop: 'stop',
    restart: 'restart',
    none: 'no change',
  } satisfies Record<ServiceChange, string>,
  untouched: 'Keep running, untouched.',
  untouchedOne: 'Keeps running, untouched.',
  renewOnce: 'Renew once as the bot restarts; their files stay.',
  renewOnceOne: 'Renews once as the bot restarts; its files stay.',
  starts: 'Starts and asks for its first certificate.',
  restarts: 'Restarts and asks for one new certificate.',
  stops: 'Stops. What it wrote stays until someone deletes it.',
  needsToken: 'A token is needed',
  noToken: 'No token needed',
  goToLine: (line: number) => `Go to line ${line}`,
  goToPlace: 'Go to the place',
  goToError: 'Go to error',
  decide: (files: readonly string[]) =>
    `Decide about ${files.length === 1 ? files[0] : `${files.length} files`}`,
  tryConnection: 'Try connection',
  tryAgainConnection: 'Try connection again',
  trying: 'Resolving, connecting, checking pin, clock, version and folders. No token is used up.',
  stop: 'Stop',
  connection: 'Connection',
  connectionGood: 'Everything short of joining works',
  connectionWarns: (n: number) => `Works, with ${count(n, 'warning')}`,
  connectionFails: (n: number) => `${count(n, 'step')} failed`,
  stopped: 'Stopped. Nothing was changed.',
  stepNames: {
    resolve: 'Name',
    connect: 'Connection',
    tls: 'TLS',
    pin: 'CA pin',
    ping: 'Teleport',
    version: 'Version',
    clock: 'Clock',
    'join-method': 'Join method',
    token: 'Token',
    storage: 'Storage',
    destination: 'Destination',
    diagnostics: 'Diagnostics',
  } satisfies Record<ProbeStep['name'], string>,
  stepStates: { done: 'Good', warning: 'Warning', failed: 'Failed', skipped: 'Skipped' } satisfies Record<
    ProbeStep['state'],
    string
  >,
  took: (ms: number) => (ms < 100 ? `${Math.max(1, Math.round(ms))}\u2009ms` : formatDuration(ms)),
  apply: 'Apply',
  applyNow: 'Apply now',
  applyLater: 'Apply at next renewal',
  applyKeys: 'Ctrl ↵',
  nextRenewalIn: 'Next renewal in',
  waitsForRenewal: 'Waits for the next renewal',
  notApplied: 'Not applied',
  announceWaits: 'The version waits for the next renewal.',
  fixed: (title: string) => `${title}: done in the draft. The plan is made again.`,
  deleteLeftovers: (n: number) =>
    `Delete ${n === 1 ? 'the file' : `the ${n} files`} 5 min after the new ones are proven`,
  deletedSoon: 'Deleted in',
  deletedWhenWell: 'Deleted 5 min after every service is healthy.',
  filesDeleted: (n: number) => `${count(n, 'file')} deleted.`,
  fileKept: (name: string, reason: string) => `${name} stays: ${reason}`,
  othersStay: (n: number) =>
    `${count(n, 'other name')} in it ${n === 1 ? 'stays' : 'stay'}, and with ${n === 1 ? 'it' : 'them'} the folder.`,
  filesRefused: (reason: string) => `Nothing was deleted: ${reason}.`,
  applyNoteStopped: (bot: string) => `${bot} is stopped. It uses the file when it starts.`,
  applyNoteRestart: (bot: string) => `${bot} restarts; its files stay valid meanwhile.`,
  applyNoteQuiet: 'The file is written at once.',
  lost: 'Botdesk’s engine does not answer.',
  appliedAs: (version: number | undefined) =>
    version === undefined ? 'Applied' : `Applied as version ${version}`,
  written: (bot: string) => `Written. ${bot} uses it when it starts.`,
  waiting: (done: number, total: number) => `${done} of ${count(total, 'service')} healthy so far`,
  allHealthy: (total: number) =>
    total === 1 ? 'Its service is healthy' : `All ${count(total, 'service')} are healthy`,
  noneRuns: 'The bot runs with the new text',
  someFailed: (n: number) => `${count(n, 'service')} did not come up`,
  botFailed: 'The bot did not come up',
  startsAgain: 'Starts again',
  isGone: 'Stopped',
  proven: (time: string) => `Files read back and verified ${time}`,
  backTo: (version: number) => `Back to version ${version}`,
  openBot: (bot: string) => `Show ${bot}`,
  announceApplied: (bot: string, isRestarted: boolean) =>
    isRestarted ? `Applied. ${bot} restarts with it.` : `Applied. ${bot} uses it when it starts.`,
  applyFailed: 'Nothing was applied.',
  secretGone:
    'Dots stand where a secret should be, and no earlier text explains them. Type the value again in the configuration.',
} as const

const changed: Readonly<Record<FileChange, string>> = {
  create: 'new',
  replace: 'replaced',
  'left-behind': 'left behind',
  remove: 'removed',
}

/** "12 new, 12 left behind" */
export function fileCounts(counts: Readonly<Partial<Record<FileChange, number>>>): string {
  const order = ['create', 'replace', 'remove', 'left-behind'] as const
  return order
    .flatMap((change) => (counts[change] ? [`${counts[change]} ${changed[change]}`] : []))
    .join(', ')
}

/** What becomes of one file. */
export const fileWords = changed

interface GroupFacts {
  readonly fate: 'written' | 'removed' | 'left-behind'
  readonly isMade: boolean
  readonly folderMode: string | undefined
  readonly owner: string | undefined
  readonly counts: Readonly<Partial<Record<FileChange, number>>>
  readonly total: number
  readonly modes: readonly string[]
}

/** "Made with mode 0700, owner deploy. 12 files, 0600." */
export function groupSentence({ fate, isMade, folderMode, owner, counts, total, modes }: GroupFacts): string {
  const files = count(total, 'file')
  if (fate === 'left-behind')
    return `${files}, left as ${total === 1 ? 'it is' : 'they are'} and not renewed.`
  if (fate === 'removed') return `${files} of Botdesk taken away.`
  const mode = modes.length === 1 ? `, ${modes[0]}` : ''
  if (isMade) {
    const facts = [
      ...(folderMode === undefined ? [] : [`with mode ${folderMode}`]),
      ...(owner === undefined ? [] : [`owner ${owner}`]),
    ]
    return `Made ${facts.join(', ')}. ${total === 0 ? '' : `${files}${mode}.`}`.trim()
  }
  const changes = fileCounts(counts)
  return `${changes === '' ? files : changes}${mode}${owner === undefined ? '' : `, owner ${owner}`}.`
}
