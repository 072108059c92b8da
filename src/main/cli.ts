import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// V8's compiled code is kept beside the program, so that the second start need not compile it again. Where that
// folder cannot be written, every start compiles: slower, and nothing else. It must be on before the program is read.
enableCompileCache(join(import.meta.dirname, '../code-cache'))
const { runTerminal } = await import('./terminal.ts')
await runTerminal(join(import.meta.dirname, '../renderer'))
