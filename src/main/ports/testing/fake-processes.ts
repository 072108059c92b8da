import { FileError } from '../file-errors.ts'
import type { ProcessResult, Processes, RunOptions } from '../processes.ts'

/** Stands in for a program; receives its arguments and what it reads. */
export type FakeProgram = (args: readonly string[], input: string) => ProcessResult | Promise<ProcessResult>

/** A computer with no programs but those a test installs. */
export class FakeProcesses implements Processes {
  readonly pid: number
  readonly hostname: string
  readonly platform: NodeJS.Platform
  readonly arch = 'x64'
  readonly uid: number
  readonly userName: string
  /** Programs by name; each run is noted in `calls`. */
  readonly programs = new Map<string, FakeProgram>()
  readonly calls: { readonly program: string; readonly args: readonly string[] }[] = []
  readonly variables = new Map<string, string>()

  constructor(
    options: {
      pid?: number
      hostname?: string
      platform?: NodeJS.Platform
      uid?: number
      userName?: string
      environment?: Readonly<Record<string, string>>
    } = {},
  ) {
    this.pid = options.pid ?? 4242
    this.hostname = options.hostname ?? 'host-a'
    this.platform = options.platform ?? 'linux'
    this.uid = options.uid ?? 1000
    this.userName = options.userName ?? 'deploy'
    for (const [name, value] of Object.entries(options.environment ?? {})) this.variables.set(name, value)
  }

  environment(name: string): string | undefined {
    return this.variables.get(name) || undefined
  }

  usage(): { cpuSeconds: number; residentBytes: number } {
    return { cpuSeconds: 1, residentBytes: 64 * 1024 * 1024 }
  }

  async run(
    program: string,
    args: readonly string[],
    { signal, input = '' }: RunOptions,
  ): Promise<ProcessResult> {
    signal.throwIfAborted()
    this.calls.push({ program, args })
    const stand = this.programs.get(program)
    if (stand === undefined) throw new FileError('ENOENT', program)
    return stand(args, input)
  }
}
