export { createBot } from './bot.ts'
export type { BotOptions } from './bot.ts'
export type { Bot, EngineEvent, EngineEventBody } from './model.ts'
export { lifeFoundOnDisk } from './life.ts'
