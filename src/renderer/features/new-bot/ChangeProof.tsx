import { Button } from '@mantine/core'
import { Glyph } from '../../components/Glyph.tsx'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import styles from './NewBot.module.css'
import { makesToken } from './join-text.ts'
import { Method, RolesField } from './ProofStep.tsx'
import { TokenCard } from './TokenCard.tsx'
import type { ChangeJoinModel } from './use-change-join.ts'
import { isKnownIn } from './use-local-token.ts'

/** Step 2 for a bot that exists: its join method, or where its token of the local cluster comes from. */
export function ChangeProof({ change }: { change: ChangeJoinModel }) {
  const { model } = change
  const { token, wizard } = model
  if (model.isLocal) return <LocalProof change={change} />
  return (
    <>
      {change.isMove && <RolesField model={model} />}
      <Method model={model} />
      {token !== '' && wizard.answers['tokenLost'] === 'yes' && (
        <p className={styles.line}>
          <Glyph shape="triangle" tone="warn" label="Hazard" /> <span>{texts.tokenBefore}</span>
        </p>
      )}
    </>
  )
}

function LocalProof({ change: { model, isMove, keepToken } }: { change: ChangeJoinModel }) {
  const { cluster, name, wizard } = model
  if (!makesToken(wizard.answers))
    return (
      <TokenCard
        title={texts.tokenStays}
        act={<Button onClick={() => wizard.answer('token', 'new')}>{texts.tokenAnew}</Button>}
      >
        {texts.tokenStaysText}
      </TokenCard>
    )
  const isKnown = isKnownIn(cluster, name)
  return (
    <>
      {!isKnown && <RolesField model={model} />}
      <TokenCard
        title={texts.tokenAtEnd}
        act={!isMove && <Button onClick={keepToken}>{texts.tokenKeep}</Button>}
      >
        {isKnown ? texts.tokenAtEndKnown(name) : texts.tokenAtEndText(name)} {texts.tokenAtEndLife}
      </TokenCard>
    </>
  )
}
