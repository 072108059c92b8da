import { useCallback, useEffect, useState, type RefObject } from 'react'
import {
  newestTarget,
  targetVersions,
  type Problem,
  type TargetVersion,
} from '../../../shared/config/problem.ts'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { AppError } from '../../../shared/errors.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import type { ConfigPath } from '../../../shared/config/edit/model.ts'
import type { mergeTexts } from '../../../shared/config/edit/index.ts'
import { askText } from '../../editor/text-service.ts'
import type { YamlEditorHandle } from '../../editor/YamlEditor.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { useDraftBaseStore } from '../../stores/draft-base-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { announce } from '../../stores/announcer-store.ts'
import { useChecks } from './use-checks.ts'
import { useDraft } from './use-draft.ts'

/** The text on disk when it is no longer what the draft is based on; `text` is absent when the file is gone. */
export interface OtherText {
  readonly text: string | undefined
}

/** What a merge left to do: the lines of the places that changed on both sides. */
export type MergeResult = Pick<ReturnType<typeof mergeTexts>, 'conflicts'>

/** Everything the configuration screen knows and can do. The editor owns the text; changes go through its undo stack. */
export function useConfiguration(bot: string, view: ConfigView, editor: RefObject<YamlEditorHandle | null>) {
  const client = useBridge()
  const isLost = useIsLost()
  const [text, setText] = useState(view.draft ?? view.savedText ?? view.runningText ?? '')
  // What the draft was made from, when that is known and the file has changed since.
  const [base] = useState(() =>
    view.draft === undefined ? undefined : useDraftBaseStore.getState().bases[bot],
  )
  const [savedText, setSavedText] = useState(base ?? view.savedText)
  const [runningText, setRunningText] = useState(view.runningText)
  const [target, setTarget] = useState(() => knownTarget(view.target))
  const [theirs, setTheirs] = useState<OtherText | undefined>(() =>
    base === undefined || base === view.savedText ? undefined : { text: view.savedText },
  )
  const [merged, setMerged] = useState<MergeResult>()
  const checks = useChecks(bot, text, target)
  const { state: draft, keepNow } = useDraft({
    bot,
    text,
    baseText: savedText ?? runningText ?? '',
    loadedDraft: view.draft,
  })
  useKeptBase(bot, text, savedText)

  const rebase = (other: OtherText): void => {
    setSavedText(other.text)
    setTheirs(undefined)
  }

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
    announce(texts.tookTheirs)
  }, [bot, client, editor, savedText, text])
  useLookWhenShown(lookAtDisk)

  const chooseTarget = useAction(async (version: number) => {
    setTarget(knownTarget(version))
    await client.request('config:set-target', { bot, target: version })
  })

  /** The same problem in the text of now: the list may be about an older one. */
  const findFresh = async (problem: Problem): Promise<Problem | undefined> => {
    const fresh = await checks.checkNow().catch(() => [])
    return fresh.find(
      ({ code, path, message }) =>
        code === problem.code && path === problem.path && message === problem.message,
    )
  }

  return {
    text,
    savedText,
    runningText,
    target,
    theirs,
    merged,
    checks,
    draft,
    keepDraft: keepNow,
    lookAtDisk,
    chooseTarget,
    changeText: setText,
    canApply:
      !isLost &&
      (text !== savedText ||
        (runningText !== undefined && runningText !== text) ||
        // It differs in a secret only, which is dots on both sides.
        (view.draft !== undefined && view.draft === view.savedText)),
    discard() {
      if (savedText === undefined) return
      editor.current?.replaceText(savedText)
      announce(texts.draftDiscarded)
    },
    takeTheirs() {
      if (!theirs) return
      rebase(theirs)
      editor.current?.replaceText(theirs.text ?? '')
    },
    keepMine() {
      if (theirs) rebase(theirs)
    },
    /** Puts their changes into the draft, as one edit; places that changed on both sides show both. */
    async merge() {
      if (theirs?.text === undefined) return
      const merge = { base: savedText ?? '', mine: text, theirs: theirs.text }
      const result = await askText('merge', merge)
      rebase(theirs)
      editor.current?.replaceText(result.text)
      setMerged(result)
      const [first] = result.conflicts
      if (first) editor.current?.goTo({ line: first.startLine, column: 1 })
      announce(first ? texts.mergedConflicts(result.conflicts.length) : texts.merged)
    },
    /** Puts a whole text into the draft, as one edit. */
    replaceText(next: string) {
      editor.current?.replaceText(next)
    },
    async fix(problem: Problem) {
      const found = await findFresh(problem)
      if (!found?.fix) return
      editor.current?.applyEdits(found.fix.edits)
      editor.current?.goTo(found)
    },
    /** Keeps a finding out of the list, with a comment that says why. */
    async keep(problem: Problem, reason: string) {
      const found = await findFresh(problem)
      const edits = found ? await askText('keep', { text, problem: found, reason }).catch(() => []) : []
      if (edits.length > 0) editor.current?.applyEdits(edits)
      else announce(texts.keepFailed)
    },
    /** Gives a service another name; resolves to why that is refused. */
    rename(path: ConfigPath, name: string): Promise<string | undefined> {
      return askText('rename', { text, path, name }).then(
        (edits) => {
          editor.current?.applyEdits(edits)
          return undefined
        },
        (thrown: unknown) => texts.renameRefused(AppError.from(thrown).message),
      )
    },
  }
}

function knownTarget(version: number): TargetVersion {
  return targetVersions.find((each) => each === version) ?? newestTarget
}

/** Remembers what the draft is made from, for the screens after this one. */
function useKeptBase(bot: string, text: string, savedText: string | undefined): void {
  useEffect(() => {
    const { keep, forget } = useDraftBaseStore.getState()
    if (savedText === undefined || text === savedText) forget(bot)
    else keep(bot, savedText)
  }, [bot, savedText, text])
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
