import { formatMoment, formatTimeExact } from '../../../shared/messages/format.ts'

/** `13:54:02.004`, as it stands before each line. */
export function formatStamp(at: number, isUtc: boolean): string {
  return `${formatTimeExact(at, isUtc)}.${String(at % 1000).padStart(3, '0')}`
}

/** `20 Nov 2026`, where the log enters another day. */
export function formatDay(at: number, isUtc: boolean): string {
  return formatMoment(at, isUtc).split(',')[0] ?? ''
}
