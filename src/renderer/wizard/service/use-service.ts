import { useMemo } from 'react'
import { applyEdits } from '../../../shared/config/index.ts'
import { editsFor, formatPath, openDocument } from '../../../shared/config/edit/index.ts'
import type { Change, ConfigPath, YamlValue } from '../../../shared/config/edit/model.ts'
import {
  destinationVariants,
  newService,
  serviceFields,
  serviceKind,
  serviceKinds,
} from '../../../shared/config/form/index.ts'
import type { FormField } from '../../../shared/config/form/model.ts'
import type { TargetVersion } from '../../../shared/config/problem.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useClusterStore } from '../../stores/cluster-store.ts'
import type { DestinationPlace } from '../destination/use-destination.ts'
import type { Wizard } from '../use-wizard.ts'
import { entriesOf, subjectOf, suggestFolder, valuesOf } from './suggestions.ts'

interface ServiceOptions {
  readonly wizard: Wizard
  readonly target: TargetVersion
  /** The entry; for a new one, the place it gets. */
  readonly path: ConfigPath
  /** The bot's name, for the folder; undefined while it has none. */
  readonly botName: string
  /** The bot that exists, for the checks of the folder. */
  readonly bot?: string | undefined
  /** The text without the new entry: another kind starts from there again. Undefined for an entry that exists. */
  readonly without?: (() => string) | undefined
}

/** One entry of `services` in a wizard: its kind, its fields, its destination, and what the three suggest to each other. */
export function useService({ wizard, target, path, botName, bot, without }: ServiceOptions) {
  const dataFolder = useAppStore((state) => state.info?.dataFolder)
  const apps = useLocalApps(wizard)
  const { document } = wizard
  const values = valuesOf(document?.valueAt(path))
  const type = typeof values['type'] === 'string' ? values['type'] : undefined
  const fields = useMemo(() => (type === undefined ? [] : serviceFields(type, target)), [type, target])
  const kinds = useMemo(() => serviceKinds(target), [target])
  const hasDestination = fields.some((field) => field.key === 'destination')
  const variants = useMemo(() => destinationVariants(target), [target])
  const botFolder = `${dataFolder ?? ''}/bots/${botName}`

  const followed = (text: string, isBlank: boolean): readonly Change[] => {
    // The suggested folder follows the name until a person writes another one.
    const opened = openDocument(text)
    const now = valuesOf(opened?.valueAt(path))
    const destination = valuesOf(now['destination'])
    const written = destination['path']
    if (destination['type'] !== 'directory' || typeof written !== 'string') return []
    const isSuggested = written !== '' && written === wizard.read().answers['suggested']
    if (!isSuggested && !(isBlank && written === '')) return []
    const nowType = String(now['type'] ?? '')
    const subject = subjectOf(now, serviceFields(nowType, target)) || nowType
    const folder = suggestFolder({ document: opened, own: path, botFolder, subject })
    return folder === written ? [] : [{ kind: 'set', path: [...path, 'destination', 'path'], value: folder }]
  }

  /** A new entry is written anew at each change, so that nothing of its blanks is left in it. */
  const rewritten = (text: string): string => {
    const value = openDocument(text)?.valueAt(path)
    if (without === undefined || value === undefined) return text
    const rest = without()
    return applyEdits(rest, editsFor(rest, [{ kind: 'insert', path: ['services'], value }]))
  }

  /** Sets the text, with the folder that goes with it. */
  const setText = (text: string, isBlank: boolean, answers: Readonly<Record<string, string>> = {}): void => {
    const changes = followed(text, isBlank)
    const [change] = changes
    wizard.set({
      text: rewritten(changes.length === 0 ? text : applyEdits(text, editsFor(text, changes))),
      answers: {
        ...wizard.read().answers,
        ...answers,
        ...(change?.kind === 'set' ? { suggested: String(change.value) } : {}),
      },
    })
  }

  const insert = (value: YamlValue, answers: Readonly<Record<string, string>> = {}): void => {
    if (without === undefined) return
    const text = without()
    setText(applyEdits(text, editsFor(text, [{ kind: 'insert', path: ['services'], value }])), true, answers)
  }

  const change = (changes: readonly Change[]): void => {
    const { text } = wizard.read()
    try {
      // A folder that was emptied stays empty; one that takes the place of another kind is suggested.
      const typeBefore = openDocument(text)?.valueAt([...path, 'destination', 'type'])
      setText(applyEdits(text, editsFor(text, changes)), typeBefore !== 'directory')
    } catch {
      // Says why the text cannot take it.
      wizard.change(changes)
    }
  }

  return {
    /** The wizard with this entry's way of changing it. */
    wizard: { ...wizard, change },
    path,
    type,
    values,
    target,
    kinds,
    kind: type === undefined ? undefined : serviceKind(type, target),
    /** Everything but the kind and the destination. */
    fields: fields.filter((field) => field.key !== 'destination'),
    hasDestination,
    /** What it is about, for titles. */
    subject: subjectOf(values, fields),
    apps,
    isFixed: without === undefined,
    /** The other entries, to copy from. */
    others: entriesOf(document).filter((each) => formatPath(each.path) !== formatPath(path)),
    place: {
      path: [...path, 'destination'],
      service: { type: type ?? '', values },
      variants,
      bot,
    } satisfies DestinationPlace,
    pick(next: string) {
      if (next === type) return
      insert(startOf(next, target, values, apps), { copied: '' })
    },
    copy(name: string, from: Readonly<Record<string, YamlValue>>) {
      const { name: _name, ...rest } = from
      const destination = valuesOf(rest['destination'])
      insert(
        {
          ...rest,
          ...(destination['type'] === 'directory' ? { destination: { ...destination, path: '' } } : {}),
        },
        { copied: name },
      )
    },
    change,
    /** Takes the entry out again. */
    drop() {
      if (without !== undefined) wizard.set({ text: without() })
    },
  }
}

export type Service = ReturnType<typeof useService>

/** A new entry with what the one before it already answered, and the only application there is. */
function startOf(
  type: string,
  target: TargetVersion,
  before: Readonly<Record<string, YamlValue>>,
  apps: readonly string[],
): YamlValue {
  const fresh = valuesOf(newService(type, target))
  const fields = serviceFields(type, target)
  const isEmpty = (value: YamlValue | undefined): boolean => value === undefined || value === ''
  const kept = (field: FormField): YamlValue | undefined =>
    field.key === 'destination' && valuesOf(before['destination'])['type'] !== 'directory'
      ? undefined
      : before[field.key]
  const entries = Object.entries(fresh).map(([key, value]): [string, YamlValue] => {
    const field = fields.find((each) => each.key === key)
    const earlier = field && !isEmpty(kept(field)) ? kept(field) : undefined
    if (earlier !== undefined && typeof earlier === typeof value) return [key, earlier]
    if (key === 'app_name' && apps.length === 1) return [key, apps[0] ?? '']
    return [key, value]
  })
  return Object.fromEntries(entries)
}

const noApps: readonly string[] = []

/** The applications of the local cluster, when that is where the bot joins. */
function useLocalApps({ document }: Wizard): readonly string[] {
  const view = useClusterStore((state) => state.view)
  const address = document?.valueAt(['auth_server']) ?? document?.valueAt(['proxy_server'])
  const isLocal = view?.state === 'running' && view.address !== undefined && view.address === address
  return useMemo(() => (isLocal ? view.apps.map((app) => app.name) : noApps), [isLocal, view])
}
