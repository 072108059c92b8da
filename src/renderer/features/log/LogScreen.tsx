import { Button } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { useRef, useState, type ReactNode } from 'react'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page, PageHead } from '../../components/Page.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { logTexts as texts } from '../../messages/log.ts'
import styles from './Log.module.css'
import { LogToolbar, SaveMenu } from './LogToolbar.tsx'
import { LogView, PausedBar } from './LogView.tsx'
import { useFollow } from './use-follow.ts'
import { useLog, useLogSearch, type Log } from './use-log.ts'

/** Columns leave so little room here that cut lines would be the rule. */
const narrow = '(max-width: 1079px)'

/** What exactly was said? All bots and Botdesk itself, or one bot as a tab of its page (interface.md 6.11). */
export function LogScreen({ bot }: { bot?: string }) {
  const log = useLog(bot)
  const search = useLogSearch(log.rows)
  const [active, setActive] = useState<number>()
  const searchField = useRef<HTMLInputElement>(null)
  const [isWrapped, setIsWrapped] = useState(() => matchMedia(narrow).matches)
  const newest = log.shown.at(-1)?.sequence ?? 0
  const follow = useFollow(newest)
  const { state } = follow
  const newLines =
    state.kind === 'paused' ? log.shown.filter((line) => line.sequence > state.since).length : 0
  const step = (by: 1 | -1): void => {
    const found = search.step(by)
    if (found === undefined) return
    follow.pause('scroll')
    setActive(found)
  }
  useLogKeys(searchField, follow.follow)

  return (
    <Frame bot={bot} log={log}>
      <div className={styles.top}>
        <LogToolbar
          log={log}
          search={search}
          searchField={searchField}
          hasBot={bot === undefined}
          isWrapped={isWrapped}
          onWrap={() => setIsWrapped(!isWrapped)}
          onStep={step}
        />
      </div>
      <div className={styles.body}>
        {log.shown.length === 0 ? (
          <Nothing log={log} bot={bot} />
        ) : (
          <LogView
            log={log}
            words={search.words}
            active={active}
            onActive={setActive}
            isWrapped={isWrapped}
            hasBot={bot === undefined}
            follow={follow}
          />
        )}
        {log.shown.length > 0 && <PausedBar follow={follow} newLines={newLines} />}
      </div>
    </Frame>
  )
}

/** The log of everything is a page of its own; a bot's is a tab that has its head already. */
function Frame({ bot, log, children }: { bot: string | undefined; log: Log; children: ReactNode }) {
  if (bot !== undefined) return <div className={styles.screen}>{children}</div>
  return (
    <Page
      isFilled
      top={<PageHead title={texts.title} sentence={texts.sentence} actions={<SaveMenu log={log} />} />}
    >
      <div className={styles.screen}>{children}</div>
    </Page>
  )
}

/** Loading, nothing logged, or nothing that passes the filters. */
function Nothing({ log, bot }: { log: Log; bot: string | undefined }) {
  if (log.isLoading)
    return (
      <div className={styles.nothing}>
        <SkeletonLines lines={8} />
      </div>
    )
  if (log.lines.length > 0)
    return (
      <EmptyState
        title={texts.filteredTitle}
        acts={<Button onClick={log.clearFilters}>{texts.clearFilters}</Button>}
      >
        {texts.filteredText(log.lines.length)}
      </EmptyState>
    )
  return (
    <EmptyState title={texts.emptyTitle}>
      {bot === undefined ? texts.emptyText : texts.emptyBot(bot)}
    </EmptyState>
  )
}

/** `Ctrl F` searches, `End` follows from everywhere but fields; `/` is the shell's. */
function useLogKeys(field: { readonly current: HTMLInputElement | null }, follow: () => void): void {
  useWindowEvent('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select, textarea')
    if (document.querySelector('[role=dialog][aria-modal=true]')) return
    const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)
    if (isFind) {
      field.current?.focus()
      field.current?.select()
    } else if (event.key === 'End' && !isTyping) follow()
    else return
    event.preventDefault()
  })
}
