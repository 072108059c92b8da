import type { Writable } from 'node:stream'
import { fileErrorCode } from './ports/files.ts'

/** The exit code of a program whose reader went away, as a shell tells it: 128 and the number of SIGPIPE. */
const brokenPipeExitCode = 141
const lostOutputExitCode = 2

/** What a command prints, up to the last byte: a pipe takes some of it later, and a full disk none. */
export class TerminalOutput {
  readonly #stream: Writable
  #failure: Error | undefined
  #unwritten = 0
  #onSettled: (() => void) | undefined

  constructor(stream: Writable) {
    this.#stream = stream
    // Without a listener the first failure would end the process, and with it every bot that runs in it.
    stream.on('error', (error) => (this.#failure ??= error))
  }

  write(text: string): void {
    this.#unwritten += 1
    this.#stream.write(text, (error) => {
      if (error) this.#failure ??= error
      this.#unwritten -= 1
      if (this.#unwritten === 0) this.#onSettled?.()
    })
  }

  /** Resolves when all of it is written, or will never be: to why not. */
  async settled(): Promise<Error | undefined> {
    if (this.#unwritten > 0) {
      await new Promise<void>((resolve) => {
        this.#onSettled = resolve
      })
    }
    return this.#failure
  }
}

/** The exit code of a command whose result may not have arrived; `tell` says why on another stream. */
export async function exitCodeAfter(
  result: number,
  output: TerminalOutput,
  tell: (text: string) => void,
): Promise<number> {
  const failure = await output.settled()
  if (failure === undefined) return result
  // Whoever reads only the beginning has what it wanted.
  if (fileErrorCode(failure) === 'EPIPE') return brokenPipeExitCode
  tell(`botdesk: the result could not be written: ${failure.message}\n`)
  return lostOutputExitCode
}
