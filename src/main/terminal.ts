import { homedir } from 'node:os'
import packageJson from '../../package.json' with { type: 'json' }
import type { CommandContext } from './cli/context.ts'
import { runCommandLine } from './cli/program.ts'
import { dataFolder } from './data-folder.ts'
import { createRealPorts } from './ports/real.ts'
import { exitCodeAfter, TerminalOutput } from './terminal-output.ts'

function createContext(pageFolder: string, out: TerminalOutput, err: TerminalOutput): CommandContext {
  const ports = createRealPorts()
  const homeFolder = homedir()
  return {
    ports,
    version: packageJson.version,
    homeFolder,
    dataFolder: dataFolder(ports.processes, homeFolder),
    pageFolder,
    out: (text) => out.write(text),
    err: (text) => err.write(text),
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
  const [out, err] = [new TerminalOutput(process.stdout), new TerminalOutput(process.stderr)]
  const result = await runCommandLine(createContext(pageFolder, out, err), process.argv.slice(2))
  process.exitCode = await exitCodeAfter(result, out, (text) => err.write(text))
  await err.settled()
  // Sockets or timers of a stopped engine must not keep a finished command alive.
  process.exit()
}
