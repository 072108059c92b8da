import { useEffect, useState } from 'react'
import type { Import } from '../../../shared/config/import/model.ts'
import type { Migration } from '../../../shared/config/migrate/model.ts'
import { newestTarget } from '../../../shared/config/problem.ts'
import { AppError } from '../../../shared/errors.ts'
import { askText } from '../../editor/text-service.ts'
import { importTexts as texts } from '../../messages/import.ts'
import { isTooLarge, useImportStore, type TakenFile } from '../../stores/import-store.ts'

/** What is known of the text so far. */
export type Understanding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'understood'; readonly found: Import; readonly migration?: Migration }

const pauseMs = 200
/** A longer text is told by its length, like a file: a field of that size would make the page wait. */
const mostShown = 64 * 1024

/** The pasted or dropped text and what it means. It is read beside the page, and goes nowhere else. */
export function useImport() {
  const file = useImportStore((state) => state.file)
  const [typed, setTyped] = useState('')
  const text = file && file.refusal === undefined ? file.text : typed
  const [known, setKnown] = useState<{ readonly of: string; readonly answer: Understanding }>()
  const isBlank = text.trim() === ''
  useEffect(() => {
    if (isBlank) return undefined
    let isGone = false
    const timer = setTimeout(() => {
      void understand(text).then((answer) => (isGone ? undefined : setKnown({ of: text, answer })))
    }, pauseMs)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [isBlank, text])
  const understanding: Understanding = isBlank ? { kind: 'nothing' } : (known?.answer ?? { kind: 'reading' })
  const write = (next: string): void => {
    const { take, forget } = useImportStore.getState()
    if (isTooLarge(next)) take({ name: texts.pasted, text: '', refusal: 'too-large' })
    else if (next.length > mostShown) take({ name: texts.pasted, text: next })
    else {
      forget()
      setTyped(next)
    }
  }
  return { file, typed, text, write, understanding, isCurrent: isBlank || known?.of === text }
}

async function understand(text: string): Promise<Understanding> {
  const question = { text, target: newestTarget }
  try {
    const found = await askText('import', question)
    if (found.kind !== 'config-v1') return { kind: 'understood', found }
    return { kind: 'understood', found, migration: await askText('migrate', question) }
  } catch (thrown) {
    return { kind: 'refused', error: AppError.from(thrown) }
  }
}

const namePattern = /^[\w.-]+$/

/** A name for the bot: the file's own, unless it says nothing; never one that is taken. */
export function suggestName(file: TakenFile | undefined, taken: readonly string[]): string {
  const own = file?.name.replace(/\.[^.]*$/, '') ?? ''
  const first = namePattern.test(own) && own !== 'tbot' ? own : 'bot'
  let name = first
  for (let number = 2; taken.includes(name); number += 1) name = `${first}-${number}`
  return name
}

/** Whether a bot can be called that. */
export function isName(name: string): boolean {
  return namePattern.test(name)
}
