import type { TrialStepName } from '../../shared/contract/views.ts'

/** Words of the first run. */
export const welcomeTexts = {
  title: 'See a healthy bot in under a minute',
  lead: 'Botdesk writes tbot.yaml with you, runs the bot on this computer, and shows whether its certificates are really there and really valid.',
  try: 'Try it with a local cluster',
  open: 'Open a tbot.yaml',
  showTrial: (bot: string) => `Show ${bot}`,
  found: (path: string) => `Found on this computer: ${path}`,
  foundText: 'Look at it and its problems first. Nothing runs until you start it.',
  review: 'Review',
  connectTitle: 'Connect to your Teleport cluster',
  connectText: 'Five steps; the address is tried as you type. Nothing runs before the last one.',
  setUp: 'Set up a bot',
  pasteTitle: 'Paste a tbot start command',
  pasteText: 'Or a join link, or variables: it is shown what they mean first.',
  paste: 'Paste',
  stays: 'Everything Botdesk makes stays in',
  doesTitle: 'What the trial does',
  doesText: 'Six steps, no typing and no network.',
  endTitle: 'You will end up here',
  endText: 'Certificates renew by themselves; the mark on the ring is when.',
  runningTitle: 'Almost there',
  runningText: (seconds: string) =>
    `Every step is real: a cluster, a join, certificates on disk. ${seconds} so far.`,
  failedTitle: 'One step did not work',
  failedText: 'The steps before it stay done.',
  stop: 'Stop and remove',
  again: 'Try this step again',
  watchLog: 'Watch the log',
  fileTitle: 'tbot.yaml',
  fileNote: 'written for you, yours to edit',
  fileFoot: 'The token is single use; a copy of this file cannot join again.',
  fileWaits: 'The configuration appears here when step 3 writes it.',
} as const

interface StepWords {
  readonly plan: string
  readonly detail: string
  readonly running: string
  readonly done: string
}

/** Each step before, while and after it happens. */
export const trialSteps: Readonly<Record<TrialStepName, StepWords>> = {
  cluster: {
    plan: 'Start a local cluster',
    detail: 'on 127.0.0.1, with its own certificate authorities',
    running: 'Starting a local cluster',
    done: 'Local cluster is running',
  },
  bot: {
    plan: 'Create a bot, a role and a join token',
    detail: 'the bot may open one built-in application',
    running: 'Creating a bot, a role and a join token',
    done: 'Bot, role and join token made',
  },
  config: {
    plan: 'Write the configuration',
    detail: 'a tbot.yaml that works with tbot, too',
    running: 'Writing the configuration',
    done: 'Configuration written',
  },
  join: {
    plan: 'Start the bot and join',
    detail: 'single-use token, CA pin checked',
    running: 'Joining the cluster',
    done: 'Joined the cluster',
  },
  files: {
    plan: 'Write and verify certificates',
    detail: 'every file is read back and proven',
    running: 'Writing and verifying certificates',
    done: 'Certificates written and verified',
  },
  app: {
    plan: 'Open the application with them',
    detail: 'a real request, answered with the verified identity',
    running: 'Opening the application with them',
    done: 'The application let the bot in',
  },
}

export const trialStepNames: readonly TrialStepName[] = ['cluster', 'bot', 'config', 'join', 'files', 'app']

/** Words of the page that opens a file. */
export const openTexts = {
  title: 'Open a tbot.yaml',
  lead: 'Review before you use this. Nothing runs or is written until you add it and start it.',
  path: 'Path of the file',
  placeholder: '/etc/tbot.yaml',
  choose: 'Choose…',
  review: 'Review',
  name: 'Name in Botdesk',
  nameHint: 'Letters, digits, - _ and . only.',
  add: 'Add bot',
  addNote: 'Adding does not start it. The file stays where it is.',
  problems: 'Problems',
  noProblems: 'No problems found',
  recent: 'Opened lately',
  emptyTitle: 'The file is shown here before anything happens',
  emptyText:
    'Type its path, with the folders completed as you type. Botdesk uses the file in place and never changes it without asking.',
} as const
