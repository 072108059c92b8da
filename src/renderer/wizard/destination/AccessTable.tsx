import { Button } from '@mantine/core'
import type { AccountTest, FolderAccess } from '../../../shared/contract/authoring.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { classNames } from '../../components/class-names.ts'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { destinationTexts as texts } from '../../messages/destination.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { SideSection } from '../SideSection.tsx'
import styles from './Destination.module.css'
import { PasswordDialog } from './PasswordDialog.tsx'
import { useAccountTests, type AccountTests } from './use-account-tests.ts'
import type { Destination } from './use-destination.ts'

const columnsWith = (tests: AccountTests, canTest: boolean): readonly Column<FolderAccess>[] => [
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
    cell: (row) => {
      const { user } = row
      const isTested = row.known === 'tested' || isConfirmed(row, user ? tests.results[user] : undefined)
      return (
        <span className={styles.known}>
          {texts.known[isTested ? 'tested' : 'computed']}
          {isTested && <Glyph shape="tick" tone="ok" size={12} />}
          {user && canTest && !isTested && (
            <Button
              variant="transparent"
              className={styles.test}
              aria-label={texts.testAs(user)}
              title={texts.testAs(user)}
              loading={tests.running === user}
              disabled={tests.running !== undefined}
              onClick={() => tests.test(user)}
            >
              {texts.test}
            </Button>
          )}
        </span>
      )
    },
  },
]

/** Whether the account could do already what it will be able to do. */
function isConfirmed({ canRead, canWrite }: FolderAccess, test: AccountTest | undefined): boolean {
  return test?.kind === 'tested' && test.canRead === canRead && test.canWrite === canWrite
}

/** What a test said that is not what will be, below its row. */
const detailWith = (tests: AccountTests) => (row: FolderAccess) => {
  const test = row.user ? tests.results[row.user] : undefined
  return (
    test !== undefined &&
    !isConfirmed(row, test) && (
      <span role="cell" className={styles.testNote}>
        {texts.testNote(row, test)}
      </span>
    )
  )
}

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
  const tests = useAccountTests(destination)
  const isLost = useIsLost()
  const canTest = isCurrent && !isLost && value?.facts.exists === true
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
            columns={columnsWith(tests, canTest)}
            rows={value.access}
            rowKey={({ account, how }) => `${account} ${how}`}
            detail={detailWith(tests)}
          />
          {tests.error && <FormError>{errorSentence(tests.error.serialize())}</FormError>}
          <p className={styles.accessFoot}>{texts.accessFoot}</p>
          {tests.asks && (
            <PasswordDialog
              user={tests.asks.user}
              wasRefused={tests.asks.wasRefused}
              account={value.access[0]?.account ?? ''}
              isRunning={tests.running !== undefined}
              onTest={(password) => tests.asks && tests.test(tests.asks.user, password)}
              onClose={tests.cancel}
            />
          )}
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
