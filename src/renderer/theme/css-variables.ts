import { getDefaultZIndex, type CSSVariablesResolver } from '@mantine/core'
import { roles, shadows, tones, type Scheme } from './tokens.ts'

/** The `--bd-*` properties of one scheme, and Mantine's own ones that have to match them. */
function schemeVariables(scheme: Scheme): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(roles[scheme])) variables[`--bd-${name}`] = value
  for (const [tone, parts] of Object.entries<Readonly<Record<string, string>>>(tones[scheme]))
    for (const [part, value] of Object.entries(parts)) variables[`--bd-${tone}-${part}`] = value
  variables['--bd-shadow-card'] = shadows[scheme].card
  variables['--bd-shadow-pop'] = shadows[scheme].pop
  return {
    ...variables,
    '--mantine-color-body': 'var(--bd-canvas)',
    '--mantine-color-text': 'var(--bd-text)',
    '--mantine-color-dimmed': 'var(--bd-text-2)',
    '--mantine-color-placeholder': 'var(--bd-text-3)',
    '--mantine-color-default': 'var(--bd-default)',
    '--mantine-color-default-hover': 'var(--bd-hover)',
    '--mantine-color-default-color': 'var(--bd-text)',
    '--mantine-color-default-border': 'var(--bd-line-strong)',
    '--mantine-color-anchor': 'var(--bd-accent-text)',
    '--mantine-color-error': 'var(--bd-bad-text)',
    '--mantine-color-disabled': 'var(--bd-idle-soft)',
    '--mantine-color-disabled-color': 'var(--bd-text-3)',
    '--mantine-color-disabled-border': 'transparent',
    '--mantine-color-red-filled': 'var(--bd-danger)',
  }
}

/** Sets every token of interface.md 4 on the element that carries the colour scheme. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--bd-z-sticky': '10',
    '--bd-z-header': String(getDefaultZIndex('app')),
    '--bd-z-drawer': String(getDefaultZIndex('modal')),
    '--bd-z-palette': String(getDefaultZIndex('popover')),
    '--bd-z-toast': String(getDefaultZIndex('overlay')),
    '--bd-height-header': '44px',
    '--bd-height-status': '26px',
    '--bd-height-tabs': '34px',
    '--bd-height-control': '28px',
    '--bd-height-row': '43px',
    '--bd-gutter': '24px',
    '--bd-ease': 'cubic-bezier(0.2, 0, 0, 1)',
    '--bd-mono-features': "'zero'",
  },
  light: schemeVariables('light'),
  dark: schemeVariables('dark'),
})
