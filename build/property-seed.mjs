// Property tests draw the same cases in every run, so that a run can be repeated; BOTDESK_SEED draws others:
// a number, or "random" to hunt for cases nobody has seen yet.
import { randomInt } from 'node:crypto'
import * as fc from 'fast-check'

const chosen = process.env.BOTDESK_SEED ?? '20261121'
const seed = chosen === 'random' ? randomInt(2 ** 31) : Number(chosen)
if (!Number.isSafeInteger(seed)) throw new Error(`BOTDESK_SEED is "${chosen}": a whole number, or "random"`)

fc.configureGlobal({ seed })
