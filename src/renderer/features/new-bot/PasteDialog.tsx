import { Button, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import { importText } from '../../../shared/config/import/index.ts'
import type { Import } from '../../../shared/config/import/model.ts'
import type { TargetVersion } from '../../../shared/config/problem.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { DialogFoot } from '../../components/DialogFoot.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { importTexts } from '../../messages/import.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { isTooLarge } from '../../stores/import-store.ts'
import styles from './NewBot.module.css'

interface PasteDialogProps {
  readonly target: TargetVersion
  readonly onUse: (found: Import) => void
  readonly onClose: () => void
}

/** A join link, a `tbot start` line or an environment: what of it is understood, and only then into the steps. */
export function PasteDialog({ target, onUse, onClose }: PasteDialogProps) {
  const [text, setText] = useState('')
  const [isLarge, setIsLarge] = useState(false)
  const found = useMemo(() => understood(text, target), [text, target])
  return (
    <Dialog
      onClose={onClose}
      title={texts.pasteTitle}
      size={640}
      closeButtonProps={{ 'aria-label': texts.pasteCancel }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (found) onUse(found)
        }}
      >
        <div className={styles.dialog}>
          <Textarea
            data-autofocus
            label={texts.pasteField}
            description={texts.pasteHint}
            classNames={{ input: 'bd-mono' }}
            autosize
            minRows={4}
            maxRows={9}
            value={text}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              const { value } = event.currentTarget
              setIsLarge(isTooLarge(value))
              if (!isTooLarge(value)) setText(value)
            }}
          />
          <div aria-live="polite">
            {isLarge && <p className={styles.quiet}>{importTexts.tooLarge(importTexts.pasted)}</p>}
            {text.trim() !== '' && !found && <p className={styles.quiet}>{texts.pasteUnknown}</p>}
            {found && <Parts found={found} />}
          </div>
        </div>
        <DialogFoot>
          <Button size="sm" onClick={onClose}>
            {texts.pasteCancel}
          </Button>
          <Button size="sm" variant="filled" type="submit" disabled={!found}>
            {texts.pasteUse}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

function Parts({ found }: { found: Import }) {
  const known = found.parts.filter((part) => part.path !== undefined)
  return (
    <>
      <h2 className={styles.subTitle}>{texts.understood(known.length, found.parts.length)}</h2>
      <ul className={styles.parts}>
        {found.parts.map((part, index) => (
          <li key={`${part.source} ${index}`} className={styles.part}>
            <Glyph
              shape={part.path === undefined ? 'triangle' : 'tick'}
              tone={part.path === undefined ? 'warn' : 'ok'}
            />
            <code>{part.source}</code>
            <span className={styles.partValue}>{part.shown}</span>
            <span className={styles.partNote}>
              <InlineCode text={part.note ?? part.path ?? texts.notKnown} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function understood(text: string, target: TargetVersion): Import | undefined {
  if (text.trim() === '') return undefined
  try {
    return importText(text, { target })
  } catch {
    // The code `config.not-understood`: said in the dialog.
    return undefined
  }
}
