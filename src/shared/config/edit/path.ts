import { AppError } from '../../errors.ts'
import { joinPath } from '../entry.ts'
import type { ConfigPath } from './model.ts'

const step = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|(\.?)([\p{L}\p{N}_<$-]+)/uy

/** Reads `services[0].destination["odd key"]`, the form of `Problem.path`; `""` is the whole document. */
export function parsePath(text: string): ConfigPath {
  const path: (string | number)[] = []
  step.lastIndex = 0
  while (step.lastIndex < text.length) {
    const isFirst = step.lastIndex === 0
    const [, index, quoted, dot, word] = step.exec(text) ?? []
    if (index !== undefined) path.push(Number(index))
    else if (quoted !== undefined) path.push(String(JSON.parse(quoted)))
    else if (word !== undefined && (dot === '') === isFirst) path.push(word)
    else
      throw new AppError('usage.bad-argument', 'this is not the path of a value', { details: { path: text } })
  }
  return path
}

/** The path as `Problem.path` has it. */
export function formatPath(path: ConfigPath): string {
  return path.reduce<string>(
    (parent, each) => (typeof each === 'number' ? `${parent}[${each}]` : joinPath(parent, each)),
    '',
  )
}
