import type { ExportOption } from './model.ts'
import type { ExportSource } from './source.ts'

/** Which image of tbot a container runs. */
export const imageOptions = [
  {
    key: 'image',
    label: 'Image',
    description: 'Without its version.',
    default: 'public.ecr.aws/gravitational/tbot-distroless',
  },
  {
    key: 'version',
    label: 'Version',
    description: 'As 18.2.1. Empty: the newest of the target version.',
    default: '',
  },
] as const satisfies readonly ExportOption[]

/** The image with its tag, never "latest". */
export function imageOf({ option, target }: ExportSource): string {
  const [image, version] = imageOptions
  return `${option(image.key)}:${option(version.key) || String(target)}`
}
