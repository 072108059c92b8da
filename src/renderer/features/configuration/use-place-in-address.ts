import { useEffect, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { placeOfPath, type ConfigPath } from '../../editor/config-paths.ts'

/**
 * The place `?path=services[0].destination` or `?at=12:3` asks for, a new one for each time it is asked. The address drops it once
 * it was gone to, so that the same can be asked again.
 */
export function usePlaceInAddress(text: string): ConfigPath | undefined {
  const search = new URLSearchParams(useSearch())
  const wanted = search.get('path') ?? search.get('at')
  const [path, navigate] = useLocation()
  const [asked, setAsked] = useState<{ wanted: string | null; place: ConfigPath | undefined }>()
  if (wanted !== (asked?.wanted ?? null))
    setAsked({ wanted, place: wanted === null ? asked?.place : placeOf(text, wanted) })
  useEffect(() => {
    if (wanted !== null) navigate(path, { replace: true })
  }, [navigate, path, wanted])
  return asked?.place
}

function placeOf(text: string, wanted: string): ConfigPath | undefined {
  const [, line, column] = /^(\d+):(\d+)$/.exec(wanted) ?? []
  return line === undefined
    ? placeOfPath(text, wanted)
    : { path: '', line: Number(line), column: Number(column) }
}
