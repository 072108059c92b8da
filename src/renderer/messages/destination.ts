import type { AccountTest, FolderAccess, ForeignFile } from '../../shared/contract/authoring.ts'

const kindWords: Readonly<Record<ForeignFile['kind'], string>> = {
  file: 'file',
  folder: 'folder',
  link: 'link',
  other: 'socket or device',
}

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
  allChecks: (n: number) => `All ${n} checks`,
  fewerChecks: 'Fewer checks',
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
  test: 'Test…',
  testAs: (user: string) => `Test as ${user}…`,
  testTitle: (user: string) => `Test as ${user}`,
  testText: (user: string) =>
    `sudo lets ${user} read a probe file in the folder, once. The password goes to sudo and is kept nowhere.`,
  testPassword: (account: string) => `Password of ${account}`,
  testRefused: 'sudo refused this password.',
  testCancel: 'Cancel',
  testRun: 'Test',
  testNote: (
    { user = '', canRead, canWrite }: Pick<FolderAccess, 'user' | 'canRead' | 'canWrite'>,
    test: AccountTest,
  ) => {
    if (test.kind !== 'tested')
      return test.kind === 'not-possible' ? `${user} could not be tested: ${test.reason}` : ''
    if (test.canRead !== canRead)
      return canRead
        ? `Tested: ${user} cannot read there yet. Applying opens the folder to it.`
        : `Tested: ${user} can read there now, and no longer once this is applied.`
    return canWrite
      ? `Tested: ${user} cannot write there now.`
      : `Tested: ${user} can write there now, and no longer once this is applied.`
  },
  announceTested: (user: string, test: AccountTest) =>
    test.kind === 'tested'
      ? `${user} ${test.canRead ? 'can' : 'cannot'} read there now`
      : `${user} could not be tested`,
  accessWaits: 'Shown as soon as the folder is known.',
  lsNote: (mode: string) =>
    `${mode} is what ls -l will show. That is right: with readers the group bits show the limit of the access list, not the group.`,
  foreignTitle: (files: readonly ForeignFile[]) => {
    const [first] = files
    return files.length === 1 && first
      ? `There is a ${kindWords[first.kind]} ${first.name} Botdesk did not write`
      : `There are ${files.length} files Botdesk did not write`
  },
  foreignText: (files: readonly unknown[]) =>
    files.length === 1
      ? 'It has the name of a file this service writes. It will not be touched until you decide.'
      : 'They have the names of files this service writes. They will not be touched until you decide.',
  foreignNoFile:
    'Only files are replaced. A link, a folder or a socket with such a name stops the service: move it away, or choose another folder.',
  foreignShow: 'Show',
  foreignHide: 'Hide',
  foreignTakeOver: (n: number) => (n === 1 ? 'Take over, keep a copy' : 'Take over, keep copies'),
  foreignChoose: 'Choose another folder',
  takenTitle: (files: readonly ForeignFile[]) =>
    files.length === 1 ? `${files[0]?.name} is taken over` : `${files.length} files are taken over`,
  takenText: (files: readonly unknown[]) =>
    files.length === 1
      ? 'The service replaces it at its first write. What it was is kept here:'
      : 'The service replaces them at its first write. What they were is kept here:',
  announceTaken: (copies: readonly string[]) => `A copy is kept as ${copies.join(', ')}.`,
  fileOwner: 'Owner',
  ownerAndGroup: (owner: string, group: string) => (owner === group ? owner : `${owner}, group ${group}`),
  fileMode: 'Mode',
  fileSize: 'Size',
  fileModified: 'Modified',
  fileTarget: 'Leads to',
  fileKinds: { folder: 'Folder', link: 'Link', other: 'Socket, pipe or device' },
  fileContent: {
    unknown: 'No certificate or key that Botdesk knows. Its content is not shown.',
    unreadable: 'This account may not read it, so what is in it is not known.',
  },
  undecided: '1 hazard, not decided',
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
