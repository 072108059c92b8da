import { useCallback, useEffect, useState, type RefObject } from 'react'
import type { Problem } from '../../../shared/config/problem.ts'
import type { BridgeClient } from '../../../shared/contract/client.ts'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { AppError } from '../../../shared/errors.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import type { YamlEditorHandle } from '../../editor/YamlEditor.tsx'
import { configurationTexts } from '../../messages/configuration.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { announce } from '../../stores/announcer-store.ts'
import { useChecks } from './use-checks.ts'
import { useDraft } from './use-draft.ts'

/** The text on disk when it is no longer what the draft is based on; `text` is absent when the file is gone. */
export interface OtherText {
  readonly text: string | undefined
}

/** Everything the configuration screen knows and can do. The editor owns the text; changes go through its undo stack. */
export function useConfiguration(bot: string, view: ConfigView, editor: RefObject<YamlEditorHandle | null>) {
  const client = useBridge()
  const isLost = useIsLost()
  const [text, setText] = useState(view.draft ?? view.savedText ?? view.runningText ?? '')
  const [savedText, setSavedText] = useState(view.savedText)
  const [runningText, setRunningText] = useState(view.runningText)
  const [target, setTarget] = useState(view.target)
  const [theirs, setTheirs] = useState<OtherText>()
  const [applied, setApplied] = useState<{ readonly isRestarted: boolean }>()
  const checks = useChecks(bot, text, target)
  const draft = useDraft({ bot, text, baseText: savedText ?? runningText ?? '', loadedDraft: view.draft })

  const rebase = (other: OtherText): void => {
    setSavedText(other.text)
    setTheirs(undefined)
  }
  const changeText = useCallback((next: string) => {
    setText(next)
    setApplied(undefined)
  }, [])

  const lookAtDisk = useCallback(async () => {
    const now = await client.request('config:read', { bot })
    setRunningText(now.runningText)
    if (now.savedText === savedText) return
    if (text !== savedText || now.savedText === undefined) {
      setTheirs({ text: now.savedText })
      return
    }
    // Nothing of ours would be lost.
    setSavedText(now.savedText)
    editor.current?.replaceText(now.savedText)
    announce(configurationTexts.tookTheirs)
  }, [bot, client, editor, savedText, text])
  useLookWhenShown(lookAtDisk)

  const chooseTarget = useAction(async (version: number) => {
    setTarget(version)
    await client.request('config:set-target', { bot, target: version })
  })
  const apply = useAction(async () => {
    try {
      const { restarted } = await client.request('config:apply', { bot, text, basedOn: savedText ?? '' })
      const isStarted = restarted || (await startIfWanted(client, bot))
      const now = await client.request('config:read', { bot })
      setSavedText(now.savedText)
      setRunningText(now.runningText)
      // Secrets typed here are dots from now on, as everywhere.
      if (now.savedText !== undefined && now.savedText !== text) editor.current?.replaceText(now.savedText)
      setApplied({ isRestarted: isStarted })
      announce(configurationTexts.applied(bot, isStarted))
    } catch (thrown) {
      if (AppError.from(thrown).code !== 'config.changed-on-disk') throw thrown
      const { savedText: other } = await client.request('config:read', { bot })
      setTheirs({ text: other })
    }
  })

  return {
    text,
    savedText,
    runningText,
    target,
    theirs,
    applied,
    checks,
    draft,
    apply,
    chooseTarget,
    changeText,
    canApply: !isLost && (text !== savedText || (runningText !== undefined && runningText !== text)),
    discard() {
      if (savedText === undefined) return
      editor.current?.replaceText(savedText)
      announce(configurationTexts.draftDiscarded)
    },
    takeTheirs() {
      if (!theirs) return
      rebase(theirs)
      editor.current?.replaceText(theirs.text ?? '')
    },
    keepMine() {
      if (theirs) rebase(theirs)
    },
    /** Applies the fix to the text of now: the list may be about an older one. */
    async fix(problem: Problem) {
      const fresh = await checks.checkNow().catch(() => [])
      const found = fresh.find(
        ({ code, path, message }) =>
          code === problem.code && path === problem.path && message === problem.message,
      )
      if (!found?.fix) return
      editor.current?.applyEdits(found.fix.edits)
      editor.current?.goTo(found)
    },
  }
}

/** A bot that should run but gave up (a refused token, say) is not restarted by the apply; the new text is its new chance. */
async function startIfWanted(client: BridgeClient, bot: string): Promise<boolean> {
  const known = useFleetStore.getState().view?.bots.find((each) => each.name === bot)
  if (!known?.wanted || known.engine.state === 'stopped') return false
  try {
    await client.request('bots:start', { bot })
  } catch (thrown) {
    // It tried again by itself meanwhile, and then with the new text.
    if (AppError.from(thrown).code !== 'bot.running') throw thrown
  }
  return true
}

export type Configuration = ReturnType<typeof useConfiguration>

/** The file may have changed while the window was not looked at. */
function useLookWhenShown(look: () => Promise<void>): void {
  useEffect(() => {
    const listen = (): void => {
      // It is looked at again at the next return, and by the apply itself.
      if (!document.hidden) look().catch(() => undefined)
    }
    addEventListener('focus', listen)
    document.addEventListener('visibilitychange', listen)
    return () => {
      removeEventListener('focus', listen)
      document.removeEventListener('visibilitychange', listen)
    }
  }, [look])
}
