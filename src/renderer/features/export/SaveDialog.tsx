import { Autocomplete, Button } from '@mantine/core'
import { useState } from 'react'
import type { ExportOrder } from '../../../shared/contract/requests.ts'
import type { ExportFile } from '../../../shared/export/model.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { usePathCompletion } from '../../bridge/use-path-completion.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { DialogFoot } from '../../components/DialogFoot.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { exportTexts as texts } from '../../messages/export.ts'
import { useAppStore } from '../../stores/app-store.ts'
import styles from './Export.module.css'

interface SaveDialogProps {
  readonly title: string
  readonly order: ExportOrder
  readonly files: readonly ExportFile[]
  readonly onClose: () => void
}

/** Writes the files below a folder. What is there already is named, and replaced only on a second word. */
export function SaveDialog({ title, order, files, onClose }: SaveDialogProps) {
  const client = useBridge()
  const home = useAppStore((state) => state.info?.homeFolder)
  const hasDesktop = useAppStore((state) => state.info?.face === 'window')
  const [folder, setFolder] = useState(`~/tbot-export/${order.bot}`)
  const [written, setWritten] = useState<readonly string[]>()
  const folders = usePathCompletion(folder).filter((each) => each.endsWith('/'))
  const isPath = /^(\/|~\/)/.test(folder.trim())
  const save = useAction(async (replace: boolean) => {
    const { paths } = await client.request('export:save', { ...order, folder: folder.trim(), replace })
    setWritten(paths)
  })
  const isTaken = save.error?.code === 'export.file-exists'
  return (
    <Dialog
      onClose={onClose}
      title={texts.saveTitle(title)}
      size={560}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      {written ? (
        <>
          <p className={styles.done} role="status">
            <Glyph shape="tick" tone="ok" /> {texts.saved(written.length)}
          </p>
          <ul className={styles.paths}>
            {written.map((path) => (
              <li key={path}>{shortenHome(path, home)}</li>
            ))}
          </ul>
          <DialogFoot>
            {hasDesktop && written[0] !== undefined && <OpenFolder path={written[0]} />}
            <Button size="sm" variant="filled" data-autofocus onClick={onClose}>
              {texts.close}
            </Button>
          </DialogFoot>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (isPath && !isTaken) void save.run(false)
          }}
        >
          <div className={styles.saveForm}>
            <Autocomplete
              data-autofocus
              size="sm"
              label={texts.folder}
              description={texts.folderHint}
              classNames={{ input: 'bd-mono', description: styles.fieldHint ?? '' }}
              data={folders}
              filter={({ options }) => options}
              value={folder}
              error={!isPath && folder !== '' && texts.folderWrong}
              autoComplete="off"
              spellCheck={false}
              onKeyDown={(event) => {
                // An empty list of suggestions would swallow it.
                if (event.key === 'Escape' && folders.length === 0) onClose()
              }}
              onChange={(next) => {
                setFolder(next)
                save.clearError()
              }}
            />
            <div>
              <h3 className={styles.columnTitle}>{texts.willWrite}</h3>
              <ul className={styles.paths}>
                {files.map(({ path, mode }) => (
                  <li key={path}>
                    {path} <span className={styles.mode}>{mode ?? '0644'}</span>
                  </li>
                ))}
              </ul>
            </div>
            {save.error && <FormError>{errorSentence(save.error.serialize())}</FormError>}
          </div>
          <DialogFoot>
            <Button size="sm" onClick={onClose}>
              {texts.cancel}
            </Button>
            {isTaken ? (
              <Button
                size="sm"
                color="red"
                variant="filled"
                loading={save.isRunning}
                onClick={() => void save.run(true)}
              >
                {texts.replace}
              </Button>
            ) : (
              <Button size="sm" type="submit" variant="filled" disabled={!isPath} loading={save.isRunning}>
                {texts.saveNow(files.length)}
              </Button>
            )}
          </DialogFoot>
        </form>
      )}
    </Dialog>
  )
}

function OpenFolder({ path }: { path: string }) {
  const client = useBridge()
  const open = useAction(() =>
    client.request('app:open-folder', { path: path.replace(/\/[^/]*$/, '') || '/' }),
  )
  return (
    <Button size="sm" loading={open.isRunning} onClick={() => void open.run()}>
      {texts.openFolder}
    </Button>
  )
}
