import type { Draft, Splice } from './draft.ts'
import type { Entry } from './entries.ts'
import { entriesOf } from './entries.ts'
import { mayBeLeftOut } from './key-order.ts'
import type { Layout } from './layout.ts'
import { endsInKeptText } from './layout.ts'
import type { Owner, Place } from './locate.ts'
import type { ConfigPath } from './model.ts'
import { replaceValue } from './replace-value.ts'
import { valueOf } from './values.ts'

/**
 * Takes an entry out with its lines, the comment at its end, the comments right above it as far in as the entry,
 * and those inside it; where blank lines stand on both sides, one of them goes too. A map that is empty after
 * that goes itself where tbot cannot tell the difference, else `{}` or `[]` stays. Returns what was removed.
 */
export function removeEntry(draft: Draft, place: Place): ConfigPath {
  const { owner, path } = place
  if (owner === undefined) return path
  const collection = owner.kind === 'map' ? owner.map : owner.list
  if (collection.items.length === 1) return removeLast(draft, owner, path)
  const { layout } = draft
  const entries = entriesOf(collection, layout)
  draft.apply(
    collection.flow === true
      ? removeInBrackets(layout, entries, owner.index)
      : [removeLines(layout, entries, owner.index)],
  )
  return path
}

function removeLast(draft: Draft, owner: Owner, path: ConfigPath): ConfigPath {
  const { source } = draft.layout
  const { place } = owner
  const hasMarks = place.node !== undefined && 'anchor' in place.node && place.node.anchor !== undefined
  const isInMap = place.owner?.kind === 'map'
  if (
    owner.kind === 'map' &&
    isInMap &&
    !hasMarks &&
    mayBeLeftOut(place.path, valueOf(source.root, source))
  ) {
    return removeEntry(draft, place)
  }
  replaceValue(draft, place, owner.kind === 'map' ? {} : [])
  return path
}

function removeLines(layout: Layout, entries: readonly Entry[], index: number): Splice {
  const entry = entries[index]
  const next = entries[index + 1]
  if (entry === undefined) return { start: 0, end: 0, text: '' }
  if (!layout.beginsLine(entry.start)) return removeBehindDash(layout, entry, next)
  const before = entries[index - 1]
  const floor = before?.end ?? layout.start
  const { end } = entry.region
  let start = layout.lineStart(entry.region.start)
  let below = layout.nextLine(end)
  const above = start > layout.start ? layout.lineStart(start - 1) : start
  const isBelowBlank = below >= layout.text.length || layout.isBlankLine(below)
  if (endsInKeptText(before?.value, layout.text)) {
    while (below < layout.text.length && layout.isBlankLine(below)) below = layout.nextLine(below)
  } else if (above < start && above >= floor && layout.isBlankLine(above)) {
    if (isBelowBlank) start = above
  } else if (index === 0 && next !== undefined && isBelowBlank && layout.commentColumn(above) === undefined) {
    // Right below its key: the blank line after it would come first.
    below = layout.nextLine(below)
  }
  if (end < layout.text.length) return { start, end: below, text: '' }
  // The end of the file has no line break: the one before goes, unless it is part of a block of text.
  const lineBefore = layout.endOfLineBefore(start)
  return { start: lineBefore >= floor ? lineBefore : start, end, text: '' }
}

/** The first key of a list entry: the next key moves up to the dash. */
function removeBehindDash(layout: Layout, entry: Entry, next: Entry | undefined): Splice {
  const { start } = entry
  const isFollowed = next !== undefined && next.region.start === next.start
  if (isFollowed && /^\s*$/.test(layout.text.slice(entry.region.end, next.start))) {
    return { start, end: next.start, text: '' }
  }
  return { start: layout.withoutBlanks(start), end: entry.region.end, text: '' }
}

function removeInBrackets(layout: Layout, entries: readonly Entry[], index: number): Splice[] {
  const entry = entries[index]
  if (entry === undefined) return []
  const [before, next] = [entries[index - 1], entries[index + 1]]
  const { text } = layout
  if (next !== undefined && !text.slice(entry.end, next.start).includes('#')) {
    return [{ start: entry.start, end: next.start, text: '' }]
  }
  if (next === undefined && before !== undefined && !text.slice(before.end, entry.start).includes('#')) {
    return [{ start: before.end, end: entry.end, text: '' }]
  }
  // Comments around: they stay, and so does a comma at the end, which YAML allows.
  const comma = /^\s*,?/.exec(text.slice(entry.end))?.[0].length ?? 0
  const end = next === undefined ? entry.end : entry.end + comma
  const isOwnLine =
    layout.beginsLine(entry.start) &&
    /^[ \t]*(?:,[ \t]*)?(?:#.*)?$/.test(text.slice(entry.end, layout.lineEnd(entry.end)))
  return isOwnLine
    ? [{ start: layout.lineStart(entry.start), end: layout.nextLine(entry.end), text: '' }]
    : [{ start: entry.start, end, text: '' }]
}
