import { useEffect, useEffectEvent, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { placeOfPath, type ConfigPath } from '../../editor/config-paths.ts'

/** The place `?path=services[0].destination` asks for; the address drops it once it was gone to, so it can be asked again. */
export function usePlaceInAddress(text: string): ConfigPath | undefined {
  const wanted = new URLSearchParams(useSearch()).get('path')
  const [path, navigate] = useLocation()
  const [place, setPlace] = useState<ConfigPath>()
  const goTo = useEffectEvent((key: string) => {
    setPlace(placeOfPath(text, key))
    navigate(path, { replace: true })
  })
  useEffect(() => {
    if (wanted !== null) goTo(wanted)
  }, [wanted])
  return place
}
