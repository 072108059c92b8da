import { useMemo } from 'react'
import { formatPath, openDocument } from '../../../shared/config/edit/index.ts'
import type { Change, ConfigPath, YamlValue } from '../../../shared/config/edit/model.ts'
import {
  destinationVariants,
  serviceFields,
  serviceKind,
  serviceKinds,
} from '../../../shared/config/form/index.ts'
import type { TargetVersion } from '../../../shared/config/problem.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useClusterStore } from '../../stores/cluster-store.ts'
import type { DestinationPlace } from '../destination/use-destination.ts'
import { edited } from '../edited.ts'
import type { Wizard } from '../use-wizard.ts'
import { copyOf, folderFor, rewritten, startOf, withService } from './service-text.ts'
import { entriesOf, subjectOf, textIn, valuesOf } from './suggestions.ts'

interface ServiceOptions {
  readonly wizard: Wizard
  readonly target: TargetVersion
  /** The entry; for a new one, the place it gets. */
  readonly path: ConfigPath
  /** The bot's name, for the folder. */
  readonly botName: string
  /** The bot that exists, for the checks of the folder. */
  readonly bot?: string | undefined
  /** The text without the new entry: another kind starts from there again. Undefined for an entry that exists. */
  readonly without?: (() => string) | undefined
}

/** One entry of `services` in a wizard: its kind, its fields and its destination. */
export function useService(options: ServiceOptions) {
  const { wizard, target, path, bot, without } = options
  const { document } = wizard
  const apps = useLocalApps(wizard)
  const { change, insert } = useEntryChanges(options)
  const values = valuesOf(document?.valueAt(path))
  const type = textIn(values, 'type') || undefined
  const fields = type === undefined ? [] : serviceFields(type, target)
  const kinds = useMemo(() => serviceKinds(target), [target])
  const variants = useMemo(() => destinationVariants(target), [target])
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
    hasDestination: fields.some((field) => field.key === 'destination'),
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
    change,
    pick(next: string) {
      if (next !== type) insert(startOf(next, target, values, apps), { copied: '' })
    },
    copy(name: string, from: Readonly<Record<string, YamlValue>>) {
      insert(copyOf(from), { copied: name })
    },
    /** Takes the entry out again. */
    drop() {
      if (without !== undefined) wizard.set({ text: without() })
    },
  }
}

export type Service = ReturnType<typeof useService>

/** How the entry is written: a suggested folder follows its name, and a new entry stays free of its blanks. */
function useEntryChanges({ wizard, target, path, botName, without }: ServiceOptions) {
  const dataFolder = useAppStore((state) => state.info?.dataFolder) ?? ''
  const setText = (text: string, isBlank: boolean, answers: Readonly<Record<string, string>> = {}): void => {
    const now = wizard.read().answers
    const folder = folderFor(text, {
      path,
      target,
      botFolder: `${dataFolder}/bots/${botName}`,
      suggested: now['suggested'],
      isBlank,
    })
    const whole =
      folder === undefined
        ? text
        : edited(text, [{ kind: 'set', path: [...path, 'destination', 'path'], value: folder }])
    wizard.set({
      text: without === undefined ? whole : rewritten(whole, path, without()),
      answers: { ...now, ...answers, ...(folder === undefined ? {} : { suggested: folder }) },
    })
  }
  return {
    change(changes: readonly Change[]) {
      const { text } = wizard.read()
      try {
        const typeBefore = openDocument(text)?.valueAt([...path, 'destination', 'type'])
        setText(edited(text, changes), typeBefore !== 'directory')
      } catch {
        // Says why the text cannot take it.
        wizard.change(changes)
      }
    },
    insert(value: YamlValue, answers: Readonly<Record<string, string>>) {
      if (without !== undefined) setText(withService(without(), value), true, answers)
    },
  }
}

const noApps: readonly string[] = []

/** The applications of the local cluster, when that is where the bot joins. */
function useLocalApps({ document }: Wizard): readonly string[] {
  const view = useClusterStore((state) => state.view)
  const address = document?.valueAt(['auth_server']) ?? document?.valueAt(['proxy_server'])
  const isLocal = view?.state === 'running' && view.address !== undefined && view.address === address
  return useMemo(() => (isLocal ? view.apps.map((app) => app.name) : noApps), [isLocal, view])
}
