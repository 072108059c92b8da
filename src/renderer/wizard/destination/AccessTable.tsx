import { Button } from '@mantine/core'
import type { FolderAccess } from '../../../shared/contract/authoring.ts'
import { classNames } from '../../components/class-names.ts'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { destinationTexts as texts } from '../../messages/destination.ts'
import { SideSection } from '../SideSection.tsx'
import styles from './Destination.module.css'
import type { Destination } from './use-destination.ts'

const columns: readonly Column<FolderAccess>[] = [
  {
    key: 'account',
    head: texts.accountColumn,
    track: 'minmax(110px, 1fr)',
    cell: ({ account, how }) => (
      <span>
        <span className={styles.account}>{account}</span>
        <span className={styles.how}>{how}</span>
      </span>
    ),
  },
  { key: 'read', head: texts.readColumn, track: '44px', cell: ({ canRead }) => <Mark can={canRead} /> },
  { key: 'write', head: texts.writeColumn, track: '44px', cell: ({ canWrite }) => <Mark can={canWrite} /> },
  {
    key: 'known',
    head: texts.knownColumn,
    track: '92px',
    cell: ({ known }) => (
      <span className={styles.known}>
        {texts.known[known]} {known === 'tested' && <Glyph shape="tick" tone="ok" size={12} />}
      </span>
    ),
  },
]

function Mark({ can }: { can: boolean }) {
  return can ? (
    <span role="img" aria-label={texts.yes} className={styles.yes}>
      <Icon name="check" />
    </span>
  ) : (
    <span role="img" aria-label={texts.no} className={styles.noMark}>
      –
    </span>
  )
}

/** Who can read and write once applied, and how each line is known. */
export function AccessTable({ destination }: { destination: Destination }) {
  const { report, readers } = destination
  const { value, isCurrent, askAgain } = report
  return (
    <SideSection
      title={texts.access}
      note={
        <span className={styles.accessNote}>
          {texts.accessNote}
          {value && (
            <Button variant="transparent" leftSection={<Icon name="refresh" size={14} />} onClick={askAgain}>
              {texts.checkAgain}
            </Button>
          )}
        </span>
      }
    >
      {value ? (
        <div className={classNames(styles.access, !isCurrent && styles.stale)} aria-busy={!isCurrent}>
          <DataTable
            label={texts.access}
            columns={columns}
            rows={value.access}
            rowKey={({ account, how }) => `${account} ${how}`}
          />
          <p className={styles.accessFoot}>{texts.accessFoot}</p>
        </div>
      ) : (
        <p className={classNames(styles.access, styles.accessEmpty)}>{texts.accessWaits}</p>
      )}
      {readers.length > 0 && (
        <p className={styles.lsNote}>
          <Icon name="info" size={14} /> <span>{texts.lsNote('-rw-r-----+')}</span>
        </p>
      )}
    </SideSection>
  )
}
