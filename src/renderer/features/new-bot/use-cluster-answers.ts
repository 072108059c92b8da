import { useEffect, useEffectEvent } from 'react'
import type { Probe } from '../../../shared/contract/authoring.ts'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { edited } from '../../wizard/edited.ts'
import type { Wizard } from '../../wizard/use-wizard.ts'
import { addressIn, textAt, tokenToCome, withAddress, type AddressKey } from './bot-text.ts'

interface LocalClusterOptions {
  readonly isWanted: boolean
  readonly cluster: ClusterView | undefined
  /** What stands for the token until it is made. */
  readonly token: string
}

/** The local cluster fills in its address, its authority and where the token will stand, as soon as it runs. */
export function useLocalCluster(wizard: Wizard, { isWanted, cluster, token }: LocalClusterOptions): void {
  const fill = useEffectEvent((address: string, pins: readonly string[]) => {
    const { text, answers } = wizard.read()
    const written = addressIn(wizard.document)
    const isThere = written.key === 'auth_server' && written.address === address
    const filled = edited(isThere ? text : withAddress(text, 'auth_server', address), [
      { kind: 'set', path: ['onboarding', 'join_method'], value: 'token' },
      { kind: 'set', path: ['onboarding', 'token'], value: token },
      ...(pins.length === 0 ? [] : [{ kind: 'set' as const, path: ['onboarding', 'ca_pins'], value: pins }]),
    ])
    wizard.set({ text: filled, answers: { ...answers, pin: 'used' } })
  })
  const isRunning = cluster?.state === 'running'
  const address = cluster?.address
  const pins = cluster?.caPins?.join(' ')
  useEffect(() => {
    if (isWanted && isRunning && address !== undefined)
      fill(
        address,
        (pins ?? '').split(' ').filter((pin) => pin !== ''),
      )
  }, [address, isWanted, isRunning, pins])
}

/** A token that was typed before a reload is not kept; dots in its place would look like one. */
export function useLostToken(wizard: Wizard, isLocal: boolean): void {
  const drop = useEffectEvent(() => {
    if (textAt(wizard.document, 'onboarding', 'token') !== tokenToCome) return
    wizard.change([{ kind: 'remove', path: ['onboarding', 'token'] }])
    wizard.answer('tokenLost', 'yes')
  })
  useEffect(() => {
    if (!isLocal) drop()
  }, [isLocal])
}

/** The key beside the address follows what answered. */
export function useProbedKey(wizard: Wizard, probe: Probe | undefined, key: AddressKey): void {
  const rename = useEffectEvent((wanted: AddressKey) => {
    const { address } = addressIn(wizard.document)
    if (key !== wanted) wizard.set({ text: withAddress(wizard.read().text, wanted, address) })
  })
  const kind = probe?.kind
  const asked = probe?.address
  useEffect(() => {
    if (kind !== undefined && asked !== undefined) rename(kind === 'auth' ? 'auth_server' : 'proxy_server')
  }, [asked, kind])
}
