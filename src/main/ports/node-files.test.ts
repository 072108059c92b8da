import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { createNodeFiles } from './node-files.ts'
import { createNodeProcesses } from './node-processes.ts'
import { systemClock } from './real-clock.ts'
import { testFilesContract } from './testing/files-contract.ts'

describe.each([{ portable: false }, { portable: true }])('files of Node, portable: $portable', (options) => {
  testFilesContract(async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'botdesk-files-')))
    const files = createNodeFiles({ processes: createNodeProcesses(), clock: systemClock, ...options })
    return { files, folder, dispose: () => rm(folder, { recursive: true }) }
  })
})
