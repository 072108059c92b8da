import { homedir } from 'node:os'
import packageJson from '../../package.json' with { type: 'json' }
import type { CommandContext } from './cli/context.ts'
import { runCommandLine } from './cli/program.ts'
import { dataFolder } from './data-folder.ts'
import { createRealPorts } from './ports/real.ts'

function createContext(pageFolder: string): CommandContext {
  const ports = createRealPorts()
  const homeFolder = homedir()
  return {
    ports,
    version: packageJson.version,
    homeFolder,
    dataFolder: dataFolder(ports.processes, homeFolder),
    pageFolder,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    streams: () => ({ input: process.stdin, output: process.stdout }),
    onSignal: listenToSignals,
  }
}

function listenToSignals(handlers: { stop(): void; renew(): void }): void {
  let stops = 0
  const stop = () => {
    stops += 1
    if (stops > 1) process.exit(130)
    handlers.stop()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (process.platform === 'win32') return
  process.on('SIGHUP', () => handlers.renew())
  process.on('SIGUSR1', () => handlers.renew())
}

/** The terminal face: wires the real world to the commands, runs one, and ends the process with its exit code. */
export async function runTerminal(pageFolder: string): Promise<never> {
  process.exitCode = await runCommandLine(createContext(pageFolder), process.argv.slice(2))
  // Sockets or timers of a stopped engine must not keep a finished command alive.
  process.exit()
}
