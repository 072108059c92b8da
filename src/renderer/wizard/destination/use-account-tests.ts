import { useState } from 'react'
import type { AccountTest } from '../../../shared/contract/authoring.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction } from '../../bridge/use-action.ts'
import { destinationTexts as texts } from '../../messages/destination.ts'
import { announce } from '../../stores/announcer-store.ts'
import type { Destination } from './use-destination.ts'

/** Users that were asked to try a probe in the folder, with what came of it. */
export interface AccountTests {
  /** By user, of the folder and readers of now. */
  readonly results: Readonly<Record<string, AccountTest>>
  /** Who is being tested. */
  readonly running: string | undefined
  /** Who can only be tested with a password, which a person is asked for. */
  readonly asks: { readonly user: string; readonly wasRefused: boolean } | undefined
  readonly error: AppError | undefined
  test(user: string, password?: string): void
  /** Gives up on the password. */
  cancel(): void
}

/** Lets users of this computer try the folder of a destination (interface.md 6.8). Results of another folder are dropped. */
export function useAccountTests({ report, readers }: Destination): AccountTests {
  const client = useBridge()
  const folder = report.value?.facts.path ?? ''
  const key = JSON.stringify([folder, readers])
  const [kept, setKept] = useState<{ key: string; results: Readonly<Record<string, AccountTest>> }>()
  const [asks, setAsks] = useState<AccountTests['asks']>()
  const [running, setRunning] = useState<string>()
  const results = kept?.key === key ? kept.results : {}
  const { run, error } = useAction(async (user: string, password?: string) => {
    const request = { folder, user, readers, ...(password !== undefined && { password }) }
    const result = await client.request('folder:test-as', request)
    if (result.kind === 'needs-password') return setAsks({ user, wasRefused: result.wasRefused })
    setAsks(undefined)
    setKept({ key, results: { ...results, [user]: result } })
    announce(texts.announceTested(user, result))
  })
  return {
    results,
    running,
    asks,
    error,
    test(user, password) {
      setRunning(user)
      void run(user, password).then(() => setRunning(undefined))
    },
    cancel: () => setAsks(undefined),
  }
}
