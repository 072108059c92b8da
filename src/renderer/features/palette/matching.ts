import { entryGroups, type Entry } from './entry.ts'

/** What is shown of the entries for what was typed. */
export interface Found {
  readonly entries: readonly Entry[]
  /** How many more there are in groups that would push the others out of sight. */
  readonly hidden: number
}

const usefulActions = 3
const recentPlaces = 5
/** Longer groups are cut, unless only their kind was asked for. */
const perGroup = 5
const shownAtOnce = 60

/** Entries that hold every word, best first in each group; `>` only actions, `@` only bots. */
export function matching(entries: readonly Entry[], typed: string, recent: readonly string[] = []): Found {
  const query = typed.trimStart()
  const prefix = query[0]
  const words = wordsOf(query)
  const isLimited = prefix !== '>' && prefix !== '@'
  if (words.length === 0 && isLimited) return { entries: atRest(entries, recent), hidden: 0 }
  const hits = entries
    .filter((entry) => (prefix === '>' ? entry.group === 'Actions' : prefix !== '@' || isOfBot(entry)))
    .map((entry) => ({ entry, rank: rankOf(entry, words) }))
    .filter(({ rank }) => rank < noMatch)
    .toSorted((a, b) => a.rank - nearness(a.entry) - (b.rank - nearness(b.entry)))
  const shown = entryGroups.flatMap((group) =>
    hits
      .filter(({ entry }) => entry.group === group)
      .slice(0, isLimited ? perGroup : shownAtOnce)
      .map(({ entry }) => entry),
  )
  return { entries: shown, hidden: hits.length - shown.length }
}

/** Before anything is typed: the most useful acts here, where the user was, and the places. */
function atRest(entries: readonly Entry[], recent: readonly string[]): readonly Entry[] {
  const useful = entries.filter((entry) => entry.isUseful)
  const acts = useful.filter((entry) => entry.group === 'Actions').slice(0, usefulActions)
  const been = recent
    .flatMap(
      (route) =>
        entries.find(({ id, group }) => id === route && group === 'Go to' && !isPlace(useful, id)) ?? [],
    )
    .slice(0, recentPlaces)
    .map((entry): Entry => ({ ...entry, id: `recent ${entry.id}`, group: 'Recent' }))
  return [...acts, ...been, ...useful.filter((entry) => entry.group !== 'Actions')]
}

function isPlace(useful: readonly Entry[], id: string): boolean {
  return useful.some((entry) => entry.id === id)
}

function isOfBot({ id }: Entry): boolean {
  return id.startsWith('/bots/')
}

/** So much better is an entry of the current bot than the same one of another. */
function nearness({ isNear }: Entry): number {
  return isNear ? 3.5 : 0
}

const noMatch = 4

/** 0: the title begins so; 1: words of it do; 2: it holds them; 3: what stands beside it does. */
function rankOf({ title, note = '', keywords = '' }: Entry, words: readonly string[]): number {
  const lower = title.toLowerCase()
  const beginnings = lower.split(/[^\p{L}\p{N}]+/u)
  if (lower.startsWith(words.join(' '))) return 0
  if (words.every((word) => beginnings.some((beginning) => beginning.startsWith(word)))) return 1
  if (words.every((word) => lower.includes(word))) return 2
  const all = `${lower} ${note} ${keywords}`.toLowerCase()
  return words.every((word) => all.includes(word)) ? 3 : noMatch
}

/** The words looked for, without the prefix. */
export function wordsOf(typed: string): readonly string[] {
  return typed
    .replace(/^\s*[>@]/, '')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
}
