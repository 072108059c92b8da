import type { AppResource } from './app.ts'
import type { BotResource } from './bot.ts'
import type { LockResource } from './lock.ts'
import type { RoleResource } from './role.ts'
import type { TokenResource } from './token.ts'

/** Kinds that can be written; each with its defaults applied. */
export type StoredResource = RoleResource | TokenResource | BotResource | AppResource | LockResource
export type StoredKind = StoredResource['kind']
