import { useEffect, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { placeOfPath, type ConfigPath } from '../../editor/config-paths.ts'

/**
 * The place `?path=services[0].destination` asks for, a new one for each time it is asked. The address drops it once
 * it was gone to, so that the same can be asked again.
 */
export function usePlaceInAddress(text: string): ConfigPath | undefined {
  const wanted = new URLSearchParams(useSearch()).get('path')
  const [path, navigate] = useLocation()
  const [asked, setAsked] = useState<{ wanted: string | null; place: ConfigPath | undefined }>()
  if (wanted !== (asked?.wanted ?? null))
    setAsked({ wanted, place: wanted === null ? asked?.place : placeOfPath(text, wanted) })
  useEffect(() => {
    if (wanted !== null) navigate(path, { replace: true })
  }, [navigate, path, wanted])
  return asked?.place
}
