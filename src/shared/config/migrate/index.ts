/** The face of migration: version 1 to version 2, and old spellings to new (tbot-config.md 1.3). */
export { migrate } from './migrate.ts'
export * from './model.ts'
