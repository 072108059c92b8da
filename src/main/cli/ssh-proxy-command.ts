import { join, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Command } from 'commander'
import { AppError, isCancellation } from '../../shared/errors.ts'
import { checkIdentity, parseIdentityFile } from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import type { TlsRoots } from '../ports/network.ts'
import { readTextFile } from '../ports/text-file.ts'
import { proxySsh } from '../teleport/index.ts'
import type { BytePipe } from '../teleport/index.ts'
import type { CommandContext, Finish } from './context.ts'
import { portNumber } from './context.ts'

/** The flags a generated ssh_config writes (teleport-wire.md 6.5). `--resume` and `--user` change nothing here. */
export interface SshProxyOptions {
  readonly destinationDir: string
  readonly proxyServer: string
  readonly cluster: string
  readonly host: string
  readonly port: number
  readonly tlsRouting?: boolean
  readonly connectionUpgrade?: boolean
}

/** Not for people: what a generated ssh_config names as ProxyCommand (teleport-wire.md 6.5). */
export function addSshProxyCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('ssh-proxy-command', { hidden: true })
    .description('connect standard input and output with a host behind a proxy')
    .requiredOption('--destination-dir <folder>', 'folder of an identity output')
    .requiredOption('--proxy-server <address>', 'HOST:PORT of the proxy')
    .requiredOption('--cluster <name>', 'cluster of the host')
    .option('--tls-routing', 'the proxy serves everything on one port')
    .option('--no-tls-routing', 'not supported')
    .option('--connection-upgrade', 'not supported')
    .option('--no-connection-upgrade', 'no load balancer in between needs upgrades')
    .option('--resume', 'changes nothing')
    .option('--no-resume', 'changes nothing')
    .option('--user <name>', 'changes nothing')
    .requiredOption('--host <name>', 'host to reach')
    .option('--port <port>', 'port of the host', portNumber, 3022)
    .action((options: SshProxyOptions) => finish(sshProxyCommand(context, options)))
}

/**
 * `ssh-proxy-command`: what ssh runs to reach a host behind a proxy. Exit code 0 when the connection ended, 1 with one
 * line on the error output otherwise. `roots` are for tests; the identity's authorities without them.
 */
export async function sshProxyCommand(
  context: CommandContext,
  options: SshProxyOptions,
  roots?: TlsRoots,
): Promise<number> {
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  // ssh ends its command with HUP.
  context.onSignal({ stop, renew: stop })
  try {
    requireSupported(options)
    const { input, output } = context.streams()
    try {
      await proxySsh({
        network: context.ports.network,
        proxyAddress: options.proxyServer,
        identity: await readIdentity(context, options.destinationDir),
        target: options,
        pipe: { input: untilItEnds(input), write: writerTo(output) },
        ...(roots === undefined ? {} : { roots }),
        signal: stopping.signal,
      })
    } finally {
      input.destroy()
    }
    return 0
  } catch (thrown) {
    if (isCancellation(thrown)) return 0
    const { message, code } = AppError.from(thrown)
    context.err(`botdesk: ${message} (${code})\n`)
    return 1
  }
}

function requireSupported({ tlsRouting, connectionUpgrade }: SshProxyOptions): void {
  if (tlsRouting === false) {
    throw new AppError('internal.not-supported', 'SSH through a proxy without TLS routing is not supported')
  }
  if (connectionUpgrade === true) {
    throw new AppError(
      'internal.not-supported',
      'SSH through a load balancer that needs connection upgrades is not supported',
    )
  }
}

/** From `identity` alone: it holds key, certificate and authorities of one and the same set. */
async function readIdentity({ ports }: CommandContext, folder: string): Promise<Identity> {
  const path = join(resolve(folder), 'identity')
  const text = await readTextFile(ports.files, path).catch((thrown: unknown) => {
    throw new AppError('config.unreadable', `cannot read ${path}: ${AppError.from(thrown).message}`)
  })
  if (text === undefined) {
    throw new AppError('config.unreadable', `there is no file ${path}: has the bot written its identity?`)
  }
  const { identity } = parseIdentityFile(text)
  checkIdentity(identity, { at: ports.clock.now() })
  return identity
}

/** A stream that breaks or is destroyed has ended. */
async function* untilItEnds(input: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of input) {
      if (chunk instanceof Uint8Array) yield chunk
    }
  } catch {
    // ssh went away; the other direction notices by itself.
  }
}

/** Waits for each piece to be taken, so that a slow reader slows the sender. */
function writerTo(output: Writable): BytePipe['write'] {
  // A failure is reported to the write that met it.
  output.on('error', () => undefined)
  return (bytes) =>
    new Promise((done, fail) => output.write(bytes, (error) => (error ? fail(error) : done())))
}
