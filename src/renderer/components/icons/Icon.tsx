import { iconPaths, type IconName } from './paths.ts'

const filled: ReadonlySet<IconName> = new Set(['play', 'stop'])
const bold: ReadonlySet<IconName> = new Set(['dots'])

/** A decorative icon: 14 in buttons, 16 in text, 18 in the rail. The control around it carries the name. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled.has(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={bold.has(name) ? 2.8 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none', display: 'block' }}
    >
      {iconPaths[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  )
}

export type { IconName } from './paths.ts'
