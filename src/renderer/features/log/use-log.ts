import { useMemo, useState } from 'react'
import type { LogLine } from '../../../shared/contract/views.ts'
import { useLogStore, useLogSubscription } from '../../stores/log-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { contains, namesOf, openFilter, passes, type LogFilter } from './log-filter.ts'
import { rowsOf, sequenceOf, type LogRow } from './log-rows.ts'
import { formatDay } from './log-stamp.ts'

const none: readonly LogLine[] = []

/** The lines, what is shown of them, and the search in what is shown. `bot` limits all of it to one bot. */
export function useLog(bot: string | undefined) {
  useLogSubscription()
  const received = useLogStore((state) => state.lines)
  const [filter, setFilter] = useState<LogFilter>(openFilter)
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const lines = useMemo(
    () => (bot === undefined ? (received ?? none) : (received ?? none).filter((line) => line.bot === bot)),
    [bot, received],
  )
  const shown = useMemo(() => lines.filter((line) => passes(line, filter)), [filter, lines])
  const isUtc = usePreferencesStore((state) => state.preferences.utc)
  const rows = useMemo(() => rowsOf(shown, opened, (at) => formatDay(at, isUtc)), [isUtc, opened, shown])
  const names = useMemo(() => namesOf(lines, filter.bot), [filter.bot, lines])

  return {
    isLoading: received === undefined,
    lines,
    shown,
    rows,
    names,
    filter,
    isFiltered: filter !== openFilter,
    change: (changes: Partial<LogFilter>) => setFilter({ ...filter, ...changes }),
    clearFilters: () => setFilter(openFilter),
    toggleRepeats(sequence: number) {
      const next = new Set(opened)
      if (!next.delete(sequence)) next.add(sequence)
      setOpened(next)
    },
  }
}

export type Log = ReturnType<typeof useLog>

/** The search: which shown lines match and which of them is the current one. */
export function useLogSearch(rows: readonly LogRow[]) {
  const [query, setQuery] = useState('')
  const [wanted, setWanted] = useState<number>()
  const words = query.trim().toLowerCase()
  const matches = useMemo(
    () =>
      words === ''
        ? []
        : rows.flatMap((row) => (row.kind === 'line' && contains(row.line, words) ? [sequenceOf(row)] : [])),
    [rows, words],
  )
  const index = wanted === undefined ? -1 : matches.indexOf(wanted)
  return {
    query,
    words,
    matches,
    /** Place of the current match, from 0; -1 when none is chosen. */
    index,
    setQuery(next: string) {
      setQuery(next)
      setWanted(undefined)
    },
    /** Goes to the newest match first, then to the next or previous one, round the ends; gives its line. */
    step(by: 1 | -1): number | undefined {
      const next = index < 0 ? matches.at(-1) : matches.at((index + by) % matches.length)
      setWanted(next)
      return next
    },
  }
}

export type LogSearch = ReturnType<typeof useLogSearch>
