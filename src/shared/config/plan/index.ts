/** What applying a text would do. */
export { needsRestart, planChange } from './plan-change.ts'
export type { PlanInput } from './plan-change.ts'
export { foldersOf, writersOf } from './writers.ts'
export * from './model.ts'
