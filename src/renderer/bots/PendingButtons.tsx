import { Button } from '@mantine/core'
import { useState } from 'react'
import type { PendingView } from '../../shared/contract/views.ts'
import { pendingTexts as texts } from '../messages/pending.ts'
import { useIsLost } from '../stores/connection-store.ts'
import { DiscardPendingDialog } from './DiscardPendingDialog.tsx'
import type { PendingActs } from './use-pending-acts.ts'

interface PendingButtonsProps {
  readonly pending: PendingView
  readonly acts: PendingActs
  /** A draft would be lost by going back to editing. */
  readonly hasDraft: boolean
}

/** Applies the version that waits now, puts it back into the draft, or discards it. */
export function PendingButtons({ pending, acts, hasDraft }: PendingButtonsProps) {
  const isLost = useIsLost()
  const isBlocked = acts.isWorking || isLost
  // Somebody's change would be lost; both have to be put together first.
  const isStale = pending.error?.code === 'config.changed-on-disk'
  return (
    <>
      {!isStale && (
        <Button disabled={isBlocked} loading={acts.apply.isRunning} onClick={() => void acts.apply.run()}>
          {texts.applyNow}
        </Button>
      )}
      {!hasDraft && (
        <Button disabled={isBlocked} loading={acts.edit.isRunning} onClick={() => void acts.edit.run()}>
          {texts.edit}
        </Button>
      )}
      <DiscardPending pending={pending} acts={acts} />
    </>
  )
}

/** Asks first. */
export function DiscardPending({
  pending: { version },
  acts,
  size = 'xs',
}: Pick<PendingButtonsProps, 'pending' | 'acts'> & { readonly size?: 'xs' | 'sm' }) {
  const [isAsking, setIsAsking] = useState(false)
  const isLost = useIsLost()
  return (
    <>
      <Button
        size={size}
        disabled={acts.isWorking || isLost}
        loading={acts.discard.isRunning}
        onClick={() => setIsAsking(true)}
      >
        {texts.discard}
      </Button>
      {isAsking && (
        <DiscardPendingDialog
          version={version}
          onClose={() => setIsAsking(false)}
          onDiscard={() => {
            setIsAsking(false)
            void acts.discard.run(version)
          }}
        />
      )}
    </>
  )
}
