import { useState } from 'react'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/icons/Icon.tsx'
import { fleetTexts } from '../../messages/fleet.ts'
import type { FleetSection } from './fleet-filter.ts'
import type { FleetLayout } from './FleetHead.tsx'
import { FleetRow } from './FleetRow.tsx'
import styles from './Fleet.module.css'

/** A group of rows that can be folded. */
export function FleetGroup({ section, layout }: { section: FleetSection; layout: FleetLayout }) {
  const [isOpen, setIsOpen] = useState(true)
  const word = fleetTexts.groups[section.group]
  return (
    <div role="rowgroup" aria-label={word}>
      <div role="row" className={styles.groupRow}>
        <span role="cell" className={styles.groupCell}>
          <button
            type="button"
            aria-expanded={isOpen}
            className={styles.group}
            onClick={() => setIsOpen(!isOpen)}
          >
            <span className={classNames(styles.chevron, !isOpen && styles.closed)}>
              <Icon name="chevron-down" size={14} />
            </span>
            {word} <span className={styles.number}>{section.bots.length}</span>
          </button>
        </span>
      </div>
      {isOpen && section.bots.map((bot) => <FleetRow key={bot.name} bot={bot} layout={layout} />)}
    </div>
  )
}
