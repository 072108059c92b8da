/** What services write, before they run. */
export { compatibility } from './compatibility.ts'
export { isNamePattern, matchesName, plannedFiles } from './planned-files.ts'
export * from './model.ts'
