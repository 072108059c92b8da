/** What applying a text would do. */
export { needsRestart, planChange } from './plan-change.ts'
export type { PlanInput } from './plan-change.ts'
export { foreignNames, standsAt, tbotMark } from './foreign-files.ts'
export { foldersOf, writersOf } from './writers.ts'
export type { WrittenFolder } from './writers.ts'
export * from './model.ts'
