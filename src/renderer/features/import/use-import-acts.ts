import { useLocation } from 'wouter'
import { applyEdits } from '../../../shared/config/index.ts'
import { editsFor, openDocument } from '../../../shared/config/edit/index.ts'
import type { YamlValue } from '../../../shared/config/edit/model.ts'
import type { Import } from '../../../shared/config/import/model.ts'
import { AppError } from '../../../shared/errors.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useImportStore } from '../../stores/import-store.ts'

/** The services of an imported text. */
export function servicesOf(text: string): readonly YamlValue[] {
  const list = openDocument(text)?.valueAt(['services'])
  return Array.isArray(list) ? list : []
}

/** What can be done with an import, each only when its button is pressed. */
export function useImportActs(found: Import) {
  const client = useBridge()
  const [, navigate] = useLocation()
  const make = useAction(async (name: string, start: boolean) => {
    const { bot } = await client.request('bots:create', { name, text: found.text, start })
    useImportStore.getState().forget()
    navigate(start ? `/bots/${bot}` : `/bots/${bot}/config`)
  })
  const addServices = useAction(async (bot: string) => {
    const { draft, savedText, runningText } = await client.request('config:read', { bot })
    const text = draft ?? savedText ?? runningText ?? ''
    if (openDocument(text) === undefined)
      throw new AppError('config.cannot-edit', 'the draft of that bot does not parse')
    const changes = servicesOf(found.text).map(
      (value) => ({ kind: 'insert', path: ['services'], value }) as const,
    )
    await client.request('config:save-draft', { bot, text: applyEdits(text, editsFor(text, changes)) })
    useImportStore.getState().forget()
    navigate(`/bots/${bot}/plan`)
  })
  return { make, addServices }
}
