import { AppError, assertNever } from '../../shared/errors.ts'
import type { DestinationConfig } from '../../shared/config/model.ts'
import type { Destination } from './destination.ts'
import { DirectoryDestination } from './directory.ts'
import type { DirectoryOptions } from './directory.ts'
import { createMemoryDestination } from './memory.ts'

export type { Artifact, ArtifactFacts, Destination, Preparation, SetView } from './destination.ts'

/**
 * Makes the place a configuration names; touches nothing yet. `key` is where it stands in the configuration.
 * Refuses `kubernetes_secret` (`destination.not-supported`).
 */
export function createDestination(config: DestinationConfig, options: DirectoryOptions): Destination {
  switch (config.type) {
    case 'directory':
      return new DirectoryDestination(config, options)
    case 'memory':
      return createMemoryDestination()
    case 'kubernetes_secret':
      throw new AppError('destination.not-supported', `${options.key}: kubernetes_secret is not supported`, {
        details: { key: options.key, feature: 'kubernetes_secret' },
      })
    default:
      return assertNever(config)
  }
}
