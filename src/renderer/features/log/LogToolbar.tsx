import { ActionIcon, Button, Menu, NativeSelect, TextInput, Tooltip } from '@mantine/core'
import type { RefObject } from 'react'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { logTexts as texts } from '../../messages/log.ts'
import { levelLooks } from '../../messages/states.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { botdeskItself, logLevels } from './log-filter.ts'
import { saveLines } from './log-text.ts'
import styles from './LogToolbar.module.css'
import type { Log, LogSearch } from './use-log.ts'

interface LogToolbarProps {
  readonly log: Log
  readonly search: LogSearch
  readonly searchField: RefObject<HTMLInputElement | null>
  readonly hasBot: boolean
  readonly isWrapped: boolean
  readonly onWrap: () => void
  readonly onStep: (by: 1 | -1) => void
}

/** Search, filters and the ways to read and keep the lines. */
export function LogToolbar(props: LogToolbarProps) {
  const { log, hasBot, isWrapped, onWrap } = props
  const utc = usePreferencesStore((state) => state.preferences.utc)
  const change = usePreferencesStore((state) => state.change)
  return (
    <div className={styles.bar} role="toolbar" aria-label={texts.title}>
      <Search {...props} />
      {hasBot && (
        <NativeSelect
          size="xs"
          aria-label={texts.botFilter}
          value={log.filter.bot ?? ''}
          data={[
            { value: '', label: texts.allBots },
            { value: botdeskItself, label: texts.botdesk },
            ...log.names.bots,
          ]}
          onChange={(event) =>
            log.change({ bot: event.currentTarget.value || undefined, service: undefined })
          }
        />
      )}
      <NativeSelect
        size="xs"
        aria-label={texts.serviceFilter}
        value={log.filter.service ?? ''}
        data={[{ value: '', label: texts.allServices }, ...log.names.services]}
        onChange={(event) => log.change({ service: event.currentTarget.value || undefined })}
      />
      <Levels log={log} />
      <span className={styles.end}>
        <Tooltip label={texts.timeSwitch}>
          <Button variant="subtle" color="gray" onClick={() => change({ utc: !utc })}>
            {utc ? texts.utc : texts.localTime}
          </Button>
        </Tooltip>
        <Tooltip label={texts.wrap}>
          <ActionIcon
            variant={isWrapped ? 'light' : 'default'}
            aria-label={texts.wrap}
            aria-pressed={isWrapped}
            onClick={onWrap}
          >
            <Icon name="log" />
          </ActionIcon>
        </Tooltip>
        {!hasBot && <SaveMenu log={log} />}
      </span>
    </div>
  )
}

function Search({ search, searchField, onStep }: LogToolbarProps) {
  const { query, words, matches, index } = search
  return (
    <TextInput
      ref={searchField}
      size="xs"
      className={styles.search}
      type="search"
      data-filter=""
      aria-label={texts.search}
      placeholder={texts.search}
      value={query}
      leftSection={<Icon name="search" size={14} />}
      rightSectionWidth={words === '' ? 0 : 128}
      rightSection={
        words !== '' && (
          <span className={styles.found}>
            <span role="status">
              {matches.length === 0 ? texts.notFound : texts.found(Math.max(0, index + 1), matches.length)}
            </span>
            <ActionIcon size={22} aria-label={texts.previousMatch} onClick={() => onStep(-1)}>
              <Icon name="chevron-up" size={14} />
            </ActionIcon>
            <ActionIcon size={22} aria-label={texts.nextMatch} onClick={() => onStep(1)}>
              <Icon name="chevron-down" size={14} />
            </ActionIcon>
          </span>
        )
      }
      onChange={(event) => search.setQuery(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
        else if (event.key === 'Escape' && query !== '') search.setQuery('')
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}

function Levels({ log: { filter, change } }: { log: Log }) {
  return (
    <span className={styles.levels} role="group" aria-label={texts.levels}>
      {logLevels.map((level) => {
        const isOn = filter.levels.includes(level)
        const { shape, tone } = levelLooks[level]
        const levels = isOn ? filter.levels.filter((each) => each !== level) : [...filter.levels, level]
        return (
          <button
            key={level}
            type="button"
            aria-pressed={isOn}
            className={classNames(styles.level, isOn && styles.on)}
            onClick={() => change({ levels })}
          >
            {isOn && <Glyph shape={shape} tone={tone} size={12} />}
            {texts.level[level]}
          </button>
        )
      })}
    </span>
  )
}

/** The lines as a text file: those shown, or all. */
export function SaveMenu({ log }: { log: Log }) {
  return (
    <Menu>
      <Menu.Target>
        <Button leftSection={<Icon name="download" size={14} />} disabled={log.lines.length === 0}>
          {texts.save}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={log.shown.length === 0} onClick={() => saveLines(log.shown, new Date())}>
          {texts.saveShown(log.shown.length)}
        </Menu.Item>
        <Menu.Item onClick={() => saveLines(log.lines, new Date())}>
          {texts.saveAll(log.lines.length)}
        </Menu.Item>
        <Menu.Label>{texts.saveNote}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  )
}
