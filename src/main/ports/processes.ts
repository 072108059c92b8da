export interface ProcessResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** What the program reads; nothing else may see it, as it does arguments. */
  readonly input?: string
  /** Added to the environment of this process. */
  readonly environment?: Readonly<Record<string, string>>
}

/** This process, its computer and other programs. */
export interface Processes {
  readonly pid: number
  readonly hostname: string
  readonly platform: NodeJS.Platform
  readonly arch: string
  readonly uid: number
  readonly userName: string
  /** Value of an environment variable; empty counts as unset. */
  environment(name: string): string | undefined
  /** Seconds of CPU time and bytes of resident memory of this process. */
  usage(): { cpuSeconds: number; residentBytes: number }
  /** Runs a program without a shell; a missing program rejects with ENOENT. */
  run(program: string, args: readonly string[], options: RunOptions): Promise<ProcessResult>
}
