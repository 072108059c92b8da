import { useEffect, useState } from 'react'

const delayMs = 400

/** True once something has been so for a while: what is over soon is not worth a flicker. */
export function useDelayed(isSo: boolean): boolean {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    if (!isSo) return undefined
    const timer = setTimeout(() => setIsLong(true), delayMs)
    return () => {
      clearTimeout(timer)
      setIsLong(false)
    }
  }, [isSo])
  return isSo && isLong
}
