import { join, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { createAdminClient } from '../local-cluster/index.ts'
import type { AdminClient } from '../local-cluster/index.ts'
import { readTextFile, replaceTextFile } from '../ports/text-file.ts'
import type { CommandContext } from './context.ts'

/** Names the folder of the cluster that `cluster start` ran last, so that the other commands find it. */
const pointerFile = 'last-cluster'

/** The folder of a cluster: the one asked for, else the one in Botdesk's data folder. */
export function clusterFolder(context: CommandContext, dataDir: string | undefined): string {
  return dataDir === undefined ? join(context.dataFolder, 'cluster') : resolve(dataDir)
}

/** Remembers a cluster that runs now. A failure is no reason not to run it. */
export async function rememberCluster(context: CommandContext, folder: string): Promise<void> {
  await replaceTextFile(context.ports.files, join(context.dataFolder, pointerFile), `${folder}\n`).catch(
    () => undefined,
  )
}

/**
 * Reaches the running cluster: in the folder asked for, else Botdesk's own, else the one started last.
 * `cluster.not-running` names the first of these.
 */
export async function connectToCluster(
  context: CommandContext,
  dataDir: string | undefined,
): Promise<AdminClient> {
  const connect = (dataFolder: string) => createAdminClient({ ports: context.ports, dataFolder })
  try {
    return await connect(clusterFolder(context, dataDir))
  } catch (thrown) {
    if (dataDir !== undefined || AppError.from(thrown).code !== 'cluster.not-running') throw thrown
    const last = await readTextFile(context.ports.files, join(context.dataFolder, pointerFile))
    if (last === undefined) throw thrown
    return await connect(last.trim()).catch(() => Promise.reject(AppError.from(thrown)))
  }
}
