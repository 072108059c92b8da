import { count } from '../../shared/messages/format.ts'

/** Words of the frame of every wizard (interface.md 6.7–6.9). */
export const wizardTexts = {
  steps: 'Steps',
  stepState: { open: '', done: 'done', problem: 'has a problem' },
  back: 'Back',
  cancel: 'Cancel',
  unchanged: (service: string) => `${service} stays as it was.`,
  saveDraft: 'Save as draft',
  toPlan: 'Review plan',
  views: 'What is shown',
  form: 'Form',
  preview: 'Preview',
  written: 'What will be written',
  follows: 'follows the form',
  nothingWritten: 'No files. The service answers at an address on this computer.',
  memoryWritten: 'Nothing on disk. The credentials stay in the memory of the bot.',
  secretFolder: (name: string) => `Secret ${name}`,
  noFolder: 'the folder of step 3',
  onlyWriter: (user: string) =>
    user === 'root'
      ? 'root writes and reads; nobody else.'
      : `${user} writes and reads; nobody else but root.`,
  writers: (user: string, readers: string) => `${user} writes; ${readers} may read by access list.`,
  moreFiles: (n: number) => `${n} more`,
  patch: 'Change to tbot.yaml',
  patchNothing: 'No change yet',
  patchNote: (added: number, removed: number) => {
    if (removed === 0) return `+${count(added, 'line')}, nothing else moves`
    if (added === 0) return `−${count(removed, 'line')}`
    return `+${count(added, 'line')}, −${removed}`
  },
  patchUnchanged: 'tbot.yaml stays as it is.',
  unchangedLines: (n: number) => count(n, 'unchanged line'),
  notParsing: (line: number) => `The form returns when line ${line} of the configuration parses.`,
  notParsingText: 'Wizards edit the file in place, so it has to be readable first.',
  openEditor: 'Open the configuration',
  cannotEdit:
    'This place of the file cannot be edited by a form: it is an alias, or written in a short form.',
  problems: 'Problems',
  noProblems: (target: number) => `No problems for Teleport ${target}`,
  checking: 'Checking',
  notChecked: 'The text could not be checked. It is checked again at the next change.',
  showInFile: 'Show in the file',
  goTo: (step: string) => `Go to ${step}`,
  planTitle: 'What will happen',
  planLoading: 'Comparing with the running version',
  planFailed: 'What will happen could not be computed now. The plan says it before anything is applied.',
  filesTitle: 'Files',
  filesNone: 'No file is written anew.',
  changeWords: { start: 'starts', stop: 'stops', restart: 'restarts', none: 'no change' },
  fileWords: { create: 'new', replace: 'replaced', 'left-behind': 'left behind', remove: 'removed' },
  draftSaved: (bot: string) => `The draft of ${bot} is kept. Nothing is applied.`,
} as const
