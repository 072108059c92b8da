import type { Change, ConfigPath, YamlValue } from '../../../shared/config/edit/model.ts'
import type { FolderReader } from '../../../shared/contract/authoring.ts'
import { destinationTexts } from '../../messages/destination.ts'

/** The readers of a destination as written; entries of another shape are left out. */
export function readersOf(value: YamlValue | undefined): readonly FolderReader[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: YamlValue): FolderReader[] => {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return []
    const { user, group } = item as { readonly [key: string]: YamlValue }
    const userName = nameOf(user)
    const groupName = nameOf(group)
    if (userName !== '') return [{ kind: 'user', name: userName }]
    return groupName === '' ? [] : [{ kind: 'group', name: groupName }]
  })
}

/** Numbers are ids, and text in the file's sense. */
function nameOf(value: YamlValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** How a reader stands in the field: the name alone is a user. */
export function tagOf(reader: FolderReader): string {
  return reader.kind === 'user' ? reader.name : destinationTexts.groupTag(reader.name)
}

/** What a typed word means: `nginx`, `group web` or `group:web`. */
export function readerOf(tag: string): FolderReader {
  const group = /^group[\s:]+(.+)$/.exec(tag.trim())?.[1]
  return group === undefined ? { kind: 'user', name: tag.trim() } : { kind: 'group', name: group.trim() }
}

/** The smallest change from the written readers to those of the field: the others keep their lines and comments. */
export function readerChanges(
  path: ConfigPath,
  written: readonly FolderReader[],
  wanted: readonly FolderReader[],
): readonly Change[] {
  const has = (list: readonly FolderReader[], reader: FolderReader): boolean =>
    list.some((each) => each.kind === reader.kind && each.name === reader.name)
  const kept = written.filter((reader) => has(wanted, reader))
  if (wanted.length === 0) return written.length === 0 ? [] : [{ kind: 'remove', path }]
  const removals = written
    .map((reader, index) => ({ reader, index }))
    .filter(({ reader }) => !has(wanted, reader))
    .toReversed()
    .map(({ index }): Change => ({ kind: 'remove', path: [...path, index] }))
  const additions = wanted
    .filter((reader) => !has(kept, reader))
    .map((reader): Change => ({ kind: 'insert', path, value: { [reader.kind]: reader.name } }))
  return [...removals, ...additions]
}
