import type { ClusterAuthorityView } from '../../../shared/contract/views.ts'
import { Card } from '../../components/Card.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { clusterTexts as texts } from '../../messages/cluster.ts'
import { formatAgo, formatBoth } from '../../../shared/messages/format.ts'
import { useTime } from '../../stores/clock-store.ts'
import styles from './Cluster.module.css'

interface AuthoritiesCardProps {
  readonly authorities: readonly ClusterAuthorityView[]
  /** Leaves out the key's algorithm, for a narrow column. */
  readonly isShort?: boolean
}

/** The cluster's certificate authorities: key, rotation, end. */
export function AuthoritiesCard({ authorities, isShort = false }: AuthoritiesCardProps) {
  return (
    <Card title={texts.authorities} note={String(authorities.length)} isPadded={false}>
      <DataTable
        label={texts.authorities}
        columns={columns.filter(({ key }) => !isShort || key !== 'algorithm')}
        rows={authorities}
        rowKey={(authority) => authority.type}
      />
    </Card>
  )
}

const columns: readonly Column<ClusterAuthorityView>[] = [
  {
    key: 'type',
    head: texts.typeColumn,
    track: 'minmax(90px, 1fr)',
    cell: (authority) => (
      <span className={styles.name}>
        <Glyph
          shape={authority.phase === 'standby' ? 'tick' : 'ring-dot'}
          tone={authority.phase === 'standby' ? 'ok' : 'busy'}
        />
        {authority.type}
      </span>
    ),
  },
  {
    key: 'algorithm',
    head: texts.algorithmColumn,
    track: 'minmax(100px, 1fr)',
    from: 400,
    cell: ({ algorithm }) => algorithm,
  },
  { key: 'phase', head: texts.phaseColumn, track: '80px', cell: ({ phase }) => phase },
  {
    key: 'ends',
    head: texts.endsColumn,
    track: '96px',
    align: 'end',
    cell: (row) => <Ends row={row} />,
  },
]

function Ends({ row: { expiresAt } }: { row: ClusterAuthorityView }) {
  const text = useTime((now) => {
    if (expiresAt === undefined) return texts.noEnd
    return expiresAt > now ? texts.left(expiresAt - now) : formatAgo(expiresAt, now)
  })
  return <span title={expiresAt === undefined ? undefined : formatBoth(expiresAt)}>{text}</span>
}
