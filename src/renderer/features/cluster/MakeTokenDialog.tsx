import { Dialog } from '../../components/Dialog.tsx'
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { ResponseOf } from '../../../shared/contract/requests.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { FormError } from '../../components/FormError.tsx'
import { SecretField } from '../../components/SecretField.tsx'
import { clusterTexts as texts, tokenLives } from '../../messages/cluster.ts'
import { errorSentence } from '../../messages/errors.ts'
import { formatMoment } from '../../messages/format.ts'
import styles from './Cluster.module.css'

type Made = ResponseOf<'cluster:add-token'> & { readonly bot: string }

/** Makes a join token for one bot and shows its value once. */
export function MakeTokenDialog({ bots, onClose }: { bots: readonly string[]; onClose: () => void }) {
  const [made, setMade] = useState<Made>()
  return (
    <Dialog
      onClose={onClose}
      closeButtonProps={{ 'aria-label': texts.close }}
      size={480}
      title={made ? texts.tokenMade : texts.makeTokenTitle}
      closeOnClickOutside={!made}
    >
      {made ? (
        <div className={styles.form}>
          <p>
            {texts.tokenMadeText(
              made.bot,
              made.expiresAt === undefined ? undefined : formatMoment(made.expiresAt),
            )}
          </p>
          <SecretField value={made.token} what={texts.token} />
          <div className={styles.foot}>
            <Button size="sm" variant="filled" autoFocus onClick={onClose}>
              {texts.done}
            </Button>
          </div>
        </div>
      ) : (
        <TokenForm bots={bots} onMade={setMade} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface TokenFormProps {
  readonly bots: readonly string[]
  readonly onMade: (made: Made) => void
  readonly onClose: () => void
}

function TokenForm({ bots, onMade, onClose }: TokenFormProps) {
  const client = useBridge()
  const [bot, setBot] = useState(bots[0] ?? '')
  const [ttlSeconds, setTtlSeconds] = useState(3600)
  const [singleUse, setSingleUse] = useState(true)
  const make = useAction(async () => {
    onMade({ ...(await client.request('cluster:add-token', { bot, ttlSeconds, singleUse })), bot })
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!make.isRunning) void make.run()
      }}
    >
      <NativeSelect
        size="sm"
        data-autofocus
        label={texts.forBot}
        data={[...bots]}
        value={bot}
        onChange={(event) => setBot(event.currentTarget.value)}
      />
      <NativeSelect
        size="sm"
        label={texts.lives}
        data={tokenLives.map(({ seconds, label }) => ({ value: String(seconds), label }))}
        value={String(ttlSeconds)}
        onChange={(event) => setTtlSeconds(Number(event.currentTarget.value))}
      />
      <Checkbox
        label={texts.singleUse}
        description={singleUse ? texts.singleUseNote : texts.manyUseNote}
        checked={singleUse}
        onChange={(event) => setSingleUse(event.currentTarget.checked)}
      />
      {make.error && <FormError>{errorSentence(make.error.serialize())}</FormError>}
      <div className={styles.foot}>
        <Button size="sm" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button size="sm" variant="filled" type="submit" disabled={make.isRunning}>
          {texts.makeToken}
        </Button>
      </div>
    </form>
  )
}
