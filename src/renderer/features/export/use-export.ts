import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { ExportKind, ExportOptions } from '../../../shared/export/model.ts'
import { exporters } from '../../../shared/export/index.ts'
import { useLiveAnswer } from '../../bridge/use-live-answer.ts'
import { optionView } from './option-view.ts'

const delayMs = 300
const noOptions: ExportOptions = {}

/** One bot in the chosen form: the address keeps the form, each form keeps its options while the page is open. */
export function useExport(bot: string) {
  const search = new URLSearchParams(useSearch())
  const [path, navigate] = useLocation()
  const wanted = search.get('kind')
  const exporter = exporters.find(({ kind }) => kind === wanted) ?? exporters[0]
  const [chosen, setChosen] = useState<Partial<Record<ExportKind, ExportOptions>>>({})
  const [withSecrets, setWithSecrets] = useState(false)
  const kind = exporter?.kind ?? 'tbot'
  const options = chosen[kind] ?? noOptions
  const order = { bot, kind, options, withSecrets }
  const made = useLiveAnswer('export:make', order, delayMs)
  return {
    kind,
    exporter,
    order,
    made,
    // What is true of the configuration is known with the first answer; the option a fact asks for appears then.
    options: (exporter?.options ?? [])
      .filter(({ when }) => when === undefined || made.value?.facts.includes(when))
      .map((option) => ({ ...optionView(option, bot), value: options[option.key] })),
    hasAllOptions: made.value !== undefined || made.error !== undefined,
    withSecrets,
    setWithSecrets,
    choose(next: ExportKind) {
      navigate(`${path}?kind=${next}`, { replace: true })
      // A tick that was meant for one form does not go along to another.
      setWithSecrets(false)
    },
    /** `undefined` takes the preset again. */
    setOption(key: string, value: string | undefined) {
      setChosen((all) => {
        const { [key]: _old, ...rest } = all[kind] ?? {}
        return { ...all, [kind]: value === undefined ? rest : { ...rest, [key]: value } }
      })
    },
  }
}

export type ExportModel = ReturnType<typeof useExport>
