import { count } from '../../shared/messages/format.ts'

/** Words of the destination wizard (interface.md 6.8). */
export const destinationTexts = {
  title: 'Where should the files go?',
  lead: (service: string) => `For ${service}. Files stay where they are until you apply.`,
  crumb: 'Destination',
  open: 'Readers and folder…',
  kind: 'Kind of destination',
  kindTitles: { directory: 'Folder', kubernetes_secret: 'Kubernetes Secret', memory: 'Memory' } as Readonly<
    Record<string, string>
  >,
  kindNotes: {
    directory: 'Programs here read files.',
    kubernetes_secret: 'Pods read it. One writer only.',
    memory: 'Only the bot reads it. Gone on stop.',
  } as Readonly<Record<string, string>>,
  storageKind: 'Kind of storage',
  storageNotes: {
    directory: 'Survives a restart of this computer.',
    kubernetes_secret: 'Survives a restart of the pod.',
    memory: 'Lost on stop: each start joins anew.',
  } as Readonly<Record<string, string>>,
  folder: 'Folder',
  folderHint: 'An absolute path. It is made when it is missing.',
  checks: 'Checks of the folder',
  checking: 'Looking at the folder',
  checkFailed: (reason: string) =>
    `The folder could not be looked at: ${reason} It is checked when applying.`,
  noCheck: 'Type an absolute path; it is looked at as you type.',
  checkAgain: 'Test again',
  readers: 'Who else may read',
  readersHint: 'Read only. The bot keeps full rights; readers are set on every new file.',
  readersPlaceholder: 'Add a user or group',
  users: 'Users',
  groups: 'Groups',
  groupTag: (name: string) => `group ${name}`,
  readersOutOfEra: (reason: string) => `Readers cannot be written here: ${reason}`,
  access: 'Who can read and write',
  accessNote: 'once applied',
  accountColumn: 'Account',
  readColumn: 'Read',
  writeColumn: 'Write',
  knownColumn: 'Known by',
  yes: 'yes',
  no: 'no',
  known: { tested: 'Tested', computed: 'Computed' },
  accessFoot:
    'Tested: a file was written there, read and removed. Computed: from mode, access lists and every folder above.',
  accessWaits: 'Shown as soon as the folder is known.',
  lsNote: (mode: string) =>
    `${mode} is what ls -l will show. That is right: with readers the group bits show the limit of the access list, not the group.`,
  foreignTitle: (files: readonly string[]) =>
    files.length === 1
      ? `There is a file ${files[0]} Botdesk did not write`
      : `There are ${files.length} files Botdesk did not write`,
  foreignText: (files: readonly string[]) =>
    `${files.length === 1 ? 'It has' : 'They have'} the name of a file this service writes. ${
      files.length === 1 ? 'It' : 'They'
    } will not be touched until you decide.`,
  foreignShow: 'Show',
  foreignHide: 'Hide',
  foreignTakeOver: 'Replace at the first write',
  foreignChoose: 'Choose another folder',
  foreignCopyFirst: 'Keep a copy first, if anyone still needs it:',
  foreignDecided: (files: readonly string[]) =>
    `${count(files.length, 'file')} will be replaced at the first write.`,
  foreignUndo: 'Decide again',
  undecided: (n: number) => `${count(n, 'hazard')}, not decided`,
  secretWriter: 'One writer only',
  secretWriterText:
    'Keys of the Secret that Botdesk does not know may be overwritten, and nothing locks it: run one replica, and no second bot on the same Secret.',
  rbac: 'What the cluster has to allow',
  rbacText: (account: string) =>
    `Bind it to the service account the bot runs as${account}. Creating cannot be limited to a name, so it stands in a rule of its own.`,
  memoryText:
    'Nothing is written to disk. The credentials are gone when the bot stops, and only the bot itself uses them.',
  storageMemoryText:
    'Nothing is written to disk. Each start joins anew, so it needs a join method that works more than once.',
  noneText: 'This kind of service writes no files. It answers at the address of the step before.',
} as const
