import { Button } from '@mantine/core'
import { configurationTemplate, configurationTexts as texts } from '../../messages/configuration.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { useBot } from '../../stores/fleet-store.ts'
import { PendingStrip } from './PendingStrip.tsx'
import { Strip } from './Strip.tsx'
import type { Configuration } from './use-configuration.ts'

interface ConfigurationStripsProps {
  readonly bot: string
  readonly path: string
  readonly configuration: Configuration
  readonly onCompare: () => void
  readonly onTemplate: (text: string) => void
  readonly onMigrate: () => void
  /** Reads the configuration again. */
  readonly onRead: () => void
  /** Goes to the next place that a merge left open; undefined when none is left. */
  readonly onNextConflict: (() => void) | undefined
}

/** What stands above the text: changed on disk, gone, empty, not kept, waiting, applied. The most pressing only. */
export function ConfigurationStrips(props: ConfigurationStripsProps) {
  const { bot, path, configuration, onTemplate } = props
  const pending = useBot(bot)?.pending
  const { theirs, savedText, runningText, text, draft, merged, chooseTarget } = configuration
  if (theirs) return <ChangedOutside {...props} />
  if (chooseTarget.error) return <Strip tone="bad">{errorSentence(chooseTarget.error.serialize())}</Strip>
  if (draft === 'failed') return <Strip tone="warn">{texts.draftFailed}</Strip>
  if (text.trim() === '')
    return (
      <Strip
        tone={savedText === undefined ? 'warn' : 'idle'}
        acts={<Button onClick={() => onTemplate(configurationTemplate)}>{texts.startFromTemplate}</Button>}
      >
        <b>{savedText === undefined ? texts.goneTitle(path) : texts.emptyTitle}.</b>{' '}
        {savedText === undefined ? texts.goneNothing : texts.emptyText}
      </Strip>
    )
  if (pending && savedText !== undefined)
    return <PendingStrip bot={bot} pending={pending} hasDraft={text !== savedText} onRead={props.onRead} />
  if (savedText === undefined)
    return (
      <Strip tone="warn">
        <b>{texts.goneTitle(path)}.</b>{' '}
        {runningText === undefined ? texts.goneStopped(bot) : texts.goneRuns(bot)}
      </Strip>
    )
  if (props.onNextConflict && merged)
    return (
      <Strip tone="warn" acts={<Button onClick={props.onNextConflict}>{texts.nextConflict}</Button>}>
        {texts.mergedConflicts(merged.conflicts.length)}
      </Strip>
    )
  if (runningText !== undefined && runningText !== savedText)
    return <Strip tone="idle">{texts.runsOlder(bot)}</Strip>
  return <MigrationOffer {...props} />
}

/** Codes of findings that a migration answers. */
const oldSpellings = new Set(['config.deprecated-key', 'config.superseded-key'])

/** A file of version 1, or with old spellings, can be brought up to date. */
function MigrationOffer({ configuration, onMigrate }: ConfigurationStripsProps) {
  const { problems } = configuration.checks
  const isOld = problems.some(({ path, severity }) => path === 'version' && severity === 'error')
  if (!isOld && !problems.some(({ code }) => oldSpellings.has(code))) return null
  return (
    <Strip tone={isOld ? 'warn' : 'idle'} acts={<Button onClick={onMigrate}>{texts.migrate}</Button>}>
      {isOld ? texts.migrateOld : texts.migrateSpellings}
    </Strip>
  )
}

function ChangedOutside({ configuration, onCompare }: ConfigurationStripsProps) {
  const { theirs, merge, takeTheirs, keepMine } = configuration
  if (theirs?.text === undefined)
    return (
      <Strip tone="warn" acts={<Button onClick={keepMine}>{texts.keepMine}</Button>}>
        {texts.removedOutside}
      </Strip>
    )
  return (
    <Strip
      tone="warn"
      acts={
        <>
          <Button onClick={onCompare}>{texts.compare}</Button>
          <Button onClick={() => void merge()}>{texts.merge}</Button>
          <Button onClick={takeTheirs}>{texts.takeTheirs}</Button>
          <Button onClick={keepMine}>{texts.keepMine}</Button>
        </>
      }
    >
      {texts.changedOutside}
    </Strip>
  )
}
