/** The face of the effective view: each value in force with its origin. */
export { effectiveValues } from './effective.ts'
export type { EffectiveOptions } from './effective.ts'
export * from './model.ts'
