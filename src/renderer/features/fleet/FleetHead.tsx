import { classNames } from '../../components/class-names.ts'
import { fleetTexts } from '../../messages/fleet.ts'
import styles from './Fleet.module.css'

export type FleetColumn = 'state' | 'bot' | 'services' | 'left' | 'next' | 'ready' | 'actions'

/** Which columns stand side by side; `cards` has none: every row is two lines. */
export interface FleetLayout {
  readonly kind: 'table' | 'cards'
  readonly columns: readonly FleetColumn[]
  readonly tracks: string
}

const tracks: Readonly<Record<FleetColumn, string>> = {
  state: '114px',
  bot: 'minmax(150px, 1fr)',
  services: '92px',
  left: 'minmax(160px, 0.45fr)',
  next: '92px',
  ready: '146px',
  actions: '64px',
}

/** Columns by the width of the table (interface.md 2): first the skyline goes, then the services. */
export function layoutFor(width: number): FleetLayout {
  const dropped = new Set<FleetColumn>()
  if (width < 940) dropped.add('ready')
  if (width < 860) dropped.add('services')
  const all: readonly FleetColumn[] = ['state', 'bot', 'services', 'left', 'next', 'ready', 'actions']
  const columns = all.filter((column) => !dropped.has(column))
  return {
    kind: width < 660 ? 'cards' : 'table',
    columns,
    tracks: columns.map((column) => tracks[column]).join(' '),
  }
}

/** The head of the table; cards keep it for readers only. */
export function FleetHead({ layout }: { layout: FleetLayout }) {
  return (
    <div role="rowgroup">
      <div
        role="row"
        className={classNames(styles.head, layout.kind === 'cards' && styles.visuallyHidden)}
        style={{ gridTemplateColumns: layout.tracks }}
      >
        {layout.columns.map((column) => (
          <span key={column} role="columnheader">
            <span className={column === 'actions' ? styles.visuallyHidden : undefined}>
              {fleetTexts.heads[column]}
            </span>
          </span>
        ))}
      </div>
    </div>
  )
}
