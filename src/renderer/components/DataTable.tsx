import { useRef, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './DataTable.module.css'
import { moveBetweenRows } from './row-keys.ts'
import { RowLink } from './RowLink.tsx'
import { useWidth } from './use-width.ts'

export interface Column<R> {
  readonly key: string
  readonly head: string
  /** A grid track: `96px`, `minmax(120px, 1fr)`. */
  readonly track: string
  readonly cell: (row: R) => ReactNode
  /** Shown only when the table is at least this wide. */
  readonly from?: number
  readonly align?: 'end'
  /** Hides the head's word from sight, not from readers (columns of buttons). */
  readonly isHeadHidden?: boolean
}

interface DataTableProps<R> {
  readonly label: string
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  readonly rowKey: (row: R) => string
  /** Makes the first column a link that covers the row. */
  readonly href?: (row: R) => string
  /** A second line under a row, across the columns after the first. */
  readonly detail?: (row: R) => ReactNode
  /** Stands in place of the rows when there are none. */
  readonly empty?: ReactNode
}

/** A table as CSS grid with table roles: head, rows and columns share one definition. */
export function DataTable<R>({ label, columns, rows, rowKey, href, detail, empty }: DataTableProps<R>) {
  const table = useRef<HTMLDivElement>(null)
  const width = useWidth(table)
  const shown = columns.filter((column) => width >= (column.from ?? 0))
  const gridTemplateColumns = shown.map((column) => column.track).join(' ')
  return (
    <div ref={table} role="table" aria-label={label} className={styles.table} onKeyDown={moveBetweenRows}>
      <div role="rowgroup">
        <div role="row" className={styles.head} style={{ gridTemplateColumns }}>
          {shown.map((column) => (
            <span key={column.key} role="columnheader" className={classNames(column.align && styles.end)}>
              <span className={column.isHeadHidden ? styles.hidden : undefined}>{column.head}</span>
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup">
        {rows.map((row) => (
          <div key={rowKey(row)} role="row" className={styles.row} style={{ gridTemplateColumns }}>
            {shown.map((column, index) => (
              <span
                key={column.key}
                role="cell"
                className={classNames(styles.cell, column.align && styles.end)}
              >
                {href && index === 0 ? (
                  <RowLink href={href(row)}>{column.cell(row)}</RowLink>
                ) : (
                  column.cell(row)
                )}
              </span>
            ))}
            {detail?.(row)}
          </div>
        ))}
      </div>
      {rows.length === 0 && empty}
    </div>
  )
}
