import { destinationSchemas, serviceSchemas } from '../catalogue.ts'
import type { Compatibility, ServiceSketch } from './model.ts'
import { plannedFiles } from './planned-files.ts'

/**
 * Whether a service can write to a destination of that type, and what is lost there (tbot-config.md 3.3, 4.1–4.6).
 * Without `values`, as with their defaults.
 */
export function compatibility(
  serviceType: string,
  destinationType: string,
  values: ServiceSketch['values'] = {},
): Compatibility {
  const destinations = serviceSchemas.get(serviceType)?.['x-destinations']
  if (destinations === undefined) return { fits: false, note: 'Nobody knows this type of service.' }
  if (!destinationSchemas.has(destinationType))
    return { fits: false, note: 'Nobody knows this type of destination.' }
  if (destinations === 'none') return { fits: false, note: withoutDestination(serviceType) }
  if (destinationType === 'directory') return { fits: true }
  if (destinations === 'directory')
    return { fits: false, note: 'It makes sockets, which only a folder can hold.' }
  if (destinationType === 'kubernetes_secret' && values['format'] === 'cockroach') {
    return {
      fits: false,
      note: '`cockroach` writes a subfolder, which a Secret cannot hold: tbot stops at start.',
    }
  }
  const notes = [lossOf(serviceType, destinationType, values), ...common(destinationType)]
  return { fits: true, note: notes.filter((note) => note !== undefined).join(' ') }
}

function withoutDestination(serviceType: string): string {
  return serviceType === 'kubernetes/argo-cd'
    ? 'It writes Secrets for Argo CD by itself and has no destination.'
    : 'It serves at an address and writes no files.'
}

function lossOf(
  serviceType: string,
  destinationType: string,
  values: ServiceSketch['values'],
): string | undefined {
  const lost = missingFiles({ type: serviceType, values }, destinationType)
  if (lost.length > 0)
    return `${lost.map((name) => `\`${name}\``).join(' and ')} ${lost.length === 1 ? 'needs' : 'need'} a folder.`
  const kubeconfig = plannedFiles({ type: serviceType, values }, 'directory').find(
    ({ kind }) => kind === 'kubeconfig',
  )
  return kubeconfig !== undefined && !kubeconfig.isSecret
    ? 'Certificate and key stand inside `kubeconfig.yaml`, because kubectl can ask for new ones only beside a folder.'
    : undefined
}

function missingFiles(service: ServiceSketch, destinationType: string): string[] {
  const written = new Set(plannedFiles(service, destinationType).map(({ name }) => name))
  return plannedFiles(service, 'directory')
    .map(({ name }) => name)
    .filter((name) => !written.has(name) && !name.startsWith('<'))
}

function common(destinationType: string): string[] {
  return destinationType === 'memory'
    ? ['Only the bot itself can read it, and all is lost when it stops.']
    : ['Only one bot may write a Secret, and it replaces every key in it.']
}
