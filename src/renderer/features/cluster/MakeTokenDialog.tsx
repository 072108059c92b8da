import { Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { ResponseOf } from '../../../shared/contract/requests.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction } from '../../bridge/use-action.ts'
import { SecretField } from '../../components/SecretField.tsx'
import { clusterTexts as texts, tokenLives } from '../../messages/cluster.ts'
import { formatMoment } from '../../../shared/messages/format.ts'
import { Made, MakingDialog, MakingForm } from './MakingDialog.tsx'

type MadeToken = ResponseOf<'cluster:add-token'> & { readonly bot: string }

/** Makes a join token for one bot and shows its value once. */
export function MakeTokenDialog({ bots, onClose }: { bots: readonly string[]; onClose: () => void }) {
  const [made, setMade] = useState<MadeToken>()
  const end = made?.expiresAt
  return (
    <MakingDialog
      title={made ? texts.tokenMade : texts.makeTokenTitle}
      size={480}
      isMade={made !== undefined}
      onClose={onClose}
    >
      {made ? (
        <Made onClose={onClose}>
          <p>{texts.tokenMadeText(made.bot, end === undefined ? undefined : formatMoment(end))}</p>
          <SecretField value={made.token} what={texts.token} />
        </Made>
      ) : (
        <TokenForm bots={bots} onMade={setMade} onClose={onClose} />
      )}
    </MakingDialog>
  )
}

interface TokenFormProps {
  readonly bots: readonly string[]
  readonly onMade: (made: MadeToken) => void
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
    <MakingForm action={make} submit={texts.makeToken} onClose={onClose}>
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
    </MakingForm>
  )
}
