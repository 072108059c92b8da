import type { BotConfig } from '../../shared/config/model.ts'
import { AppError } from '../../shared/errors.ts'
import { createDestination } from '../destinations/index.ts'
import type { Ports } from '../ports/index.ts'

/** Names one file of one service of one bot. */
export interface ArtifactPlace {
  readonly bot: string
  readonly service: string
  readonly artifact: string
}

/** The text of one artifact on disk. May be a private key: for use inside this process only. */
export async function readArtifact(o: {
  place: ArtifactPlace
  config: BotConfig | undefined
  ports: Pick<Ports, 'files' | 'processes'>
  layout: 'generations' | 'plain'
}): Promise<string> {
  const { bot, service: name, artifact } = o.place
  const service = o.config?.services.find((each) => each.name === name)
  if (!service || service.type === 'unsupported') {
    throw new AppError('service.not-found', `${bot} has no service ${name} that writes files`, {
      details: { bot, service: name },
    })
  }
  const { files, processes } = o.ports
  const key = `${service.path}.destination`
  const destination = createDestination(service.destination, { files, processes, layout: o.layout, key })
  const data = await destination.read(artifact)
  if (data === undefined) {
    throw new AppError('credential.malformed', `${artifact} is not there`, { details: { artifact } })
  }
  return new TextDecoder().decode(data)
}
