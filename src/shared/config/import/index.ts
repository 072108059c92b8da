/** The face of import: what people paste, drop or have in their environment, as a `tbot.yaml`. */
export { parseCommandLine } from './command-line.ts'
export type { CommandLine, ReadCommands } from './command-line.ts'
export { importEnvironment, importText } from './import-text.ts'
export * from './model.ts'
