import type { CheckContext } from '../context.ts'
import type { Entry, MapEntry } from '../entry.ts'
import { entryAt, itemsAt, spotOf, textAt } from '../entry.ts'
import { replaceValue } from '../fixes.ts'
import { isKubernetesName, isKubernetesNamespace, kubernetesNameRules } from '../kubernetes-names.ts'
import type { ProblemFix } from '../problem.ts'
import { TakenFolders } from './taken-folders.ts'

/** tbot-config.md 1.1. */
export const defaultStoragePath = '/var/lib/teleport/bot'

/** A folder's path without what makes equal folders look different: `//`, `/./`, `..`, a slash at the end. */
export function normalPath(path: string): string {
  const parts: string[] = []
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/')
}

/** Who writes where, in the order of the file. */
interface Writers {
  readonly byFolder: Map<string, Writer>
  readonly bySecret: Map<string, string>
  /** Every folder of the file, also those that come later. */
  readonly taken: TakenFolders
}

interface Writer {
  readonly name: string
  /** What a folder of its own would be called after. */
  readonly label: string
  readonly isStorage: boolean
  readonly folder: string
}

/** Two writers of one folder or Secret overwrite each other: tbot-config.md 6.2 rules 12 and 21. */
export function checkDestinations(
  root: MapEntry,
  services: readonly MapEntry[],
  context: CheckContext,
): void {
  const storage = entryAt(root, 'storage')
  const destinations = [storage, ...services.map((service) => entryAt(service, 'destination'))]
  const taken = new TakenFolders(destinations.map((each) => normalPath(textAt(each, 'path'))))
  const known: Writers = { byFolder: new Map(), bySecret: new Map(), taken }
  const name = 'The bot’s own storage'
  if (storage === undefined || storage.kind === 'unset') {
    known.byFolder.set(defaultStoragePath, { name, label: '', isStorage: true, folder: defaultStoragePath })
  } else checkOne(storage, { name, label: '', isStorage: true }, known, context)
  const own = [...known.byFolder.values()][0]
  for (const service of services) {
    const destination = entryAt(service, 'destination')
    const label = textAt(service, 'name') || textAt(service, 'app_name') || textAt(service, 'type')
    if (destination !== undefined)
      checkOne(
        destination,
        { name: `\`${label}\` (${service.path})`, label, isStorage: false },
        known,
        context,
        own,
      )
  }
}

function checkOne(
  destination: Entry,
  { name, label, isStorage }: Omit<Writer, 'folder'>,
  known: Writers,
  context: CheckContext,
  storage?: Writer,
): void {
  checkReaders(destination, context)
  const path = textAt(destination, 'path')
  if (textAt(destination, 'type') === 'directory' && path.trim() !== '') {
    const writer = { name, label, isStorage, folder: normalPath(path) }
    checkFolder(writer, destination, { known, storage }, context)
  }
  const secret = textAt(destination, 'name')
  if (textAt(destination, 'type') !== 'kubernetes_secret' || secret === '') return
  checkName(destination, 'name', isKubernetesName, context)
  checkName(destination, 'namespace', isKubernetesNamespace, context)
  const key = `${textAt(destination, 'namespace')}/${secret}`
  const other = known.bySecret.get(key)
  if (other === undefined) known.bySecret.set(key, name)
  else {
    context.report.add({
      severity: 'hazard',
      code: 'config.shared-secret',
      ...spotOf(destination, 'name'),
      message: `${other} writes to this Secret as well, and each overwrites the files of the other. Give each its own Secret.`,
    })
  }
}

/** tbot takes any text; the API server refuses it at the first write. */
function checkName(
  destination: Entry,
  key: keyof typeof kubernetesNameRules,
  isGood: (text: string) => boolean,
  context: CheckContext,
): void {
  const text = textAt(destination, key)
  if (text === '' || isGood(text)) return
  context.report.add({
    severity: 'hazard',
    code: 'config.malformed-secret',
    ...spotOf(destination, key),
    message: `Kubernetes refuses this ${key}, and nothing is written: it takes ${kubernetesNameRules[key]}.`,
  })
}

function checkFolder(
  writer: Writer,
  destination: Entry,
  { known, storage }: { readonly known: Writers; readonly storage: Writer | undefined },
  context: CheckContext,
): void {
  const fix = () => moveTo(destination, known.taken.beside(writer.folder, writer.label), context)
  const same = known.byFolder.get(writer.folder)
  if (same !== undefined) {
    context.report.add({
      severity: 'hazard',
      code: same.isStorage ? 'config.output-in-storage' : 'config.shared-folder',
      ...spotOf(destination, 'path'),
      message: same.isStorage
        ? 'This is the folder of the bot’s own storage: its readers get the bot’s identity, and files overwrite each other. Give it its own folder.'
        : `${same.name} writes to this folder as well, and each overwrites \`tlscert\` and \`key\` of the other. Give each its own folder.`,
      fix: fix(),
    })
    return
  }
  known.byFolder.set(writer.folder, writer)
  if (storage === undefined) return
  const prefix = storage.folder.endsWith('/') ? storage.folder : `${storage.folder}/`
  if (!writer.folder.startsWith(prefix)) return
  context.report.add({
    severity: 'hazard',
    code: 'config.output-in-storage',
    ...spotOf(destination, 'path'),
    message:
      'This folder is inside the bot’s own storage, which must stay closed to readers. Give it a folder of its own elsewhere.',
    fix: fix(),
  })
}

/** Writes another folder in place of the one there. */
function moveTo(
  destination: Entry,
  folder: string | undefined,
  context: CheckContext,
): ProblemFix | undefined {
  const path = entryAt(destination, 'path')
  if (folder === undefined || path === undefined || path.borrowed || destination.borrowed) return undefined
  return replaceValue(context.source.lines, path.node, folder, `Use ${folder}`)
}

function checkReaders(destination: Entry, context: CheckContext): void {
  if (textAt(destination, 'acls') !== 'off' || itemsAt(destination, 'readers').length === 0) return
  context.report.add({
    severity: 'info',
    code: 'config.readers-without-acls',
    ...spotOf(destination, 'readers'),
    message:
      'With `acls: off` tbot does not give these readers access. Remove `acls: off`, or set the access yourself.',
  })
}
