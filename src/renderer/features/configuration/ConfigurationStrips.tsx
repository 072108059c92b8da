import { Button } from '@mantine/core'
import { configurationTemplate, configurationTexts as texts } from '../../messages/configuration.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { Strip } from './Strip.tsx'
import type { Configuration } from './use-configuration.ts'

interface ConfigurationStripsProps {
  readonly bot: string
  readonly path: string
  readonly configuration: Configuration
  readonly onCompare: () => void
  readonly onTemplate: (text: string) => void
}

/** What stands above the text: changed on disk, gone, empty, not kept, applied. The most pressing only. */
export function ConfigurationStrips(props: ConfigurationStripsProps) {
  const { bot, path, configuration, onTemplate } = props
  const { theirs, savedText, runningText, text, draft, applied, chooseTarget } = configuration
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
  if (savedText === undefined)
    return (
      <Strip tone="warn">
        <b>{texts.goneTitle(path)}.</b>{' '}
        {runningText === undefined ? texts.goneStopped(bot) : texts.goneRuns(bot)}
      </Strip>
    )
  if (applied) return <Strip tone="ok">{texts.applied(bot, applied.isRestarted)}</Strip>
  if (runningText !== undefined && runningText !== savedText)
    return <Strip tone="idle">{texts.runsOlder(bot)}</Strip>
  return null
}

function ChangedOutside({ configuration, onCompare }: ConfigurationStripsProps) {
  const { theirs, takeTheirs, keepMine } = configuration
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
          <Button onClick={takeTheirs}>{texts.takeTheirs}</Button>
          <Button onClick={keepMine}>{texts.keepMine}</Button>
        </>
      }
    >
      {texts.changedOutside}
    </Strip>
  )
}
