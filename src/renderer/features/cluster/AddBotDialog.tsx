import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { maskSecrets } from '../../../shared/config/mask-secrets.ts'
import type { ResponseOf } from '../../../shared/contract/requests.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction } from '../../bridge/use-action.ts'
import { useCopy } from '../../components/copy.ts'
import { Icon } from '../../components/icons/Icon.tsx'
import { SecretField } from '../../components/SecretField.tsx'
import { clusterTexts as texts } from '../../messages/cluster.ts'
import styles from './Cluster.module.css'
import { Made, MakingDialog, MakingForm } from './MakingDialog.tsx'

type MadeBot = ResponseOf<'cluster:add-bot'> & { readonly name: string }

/** Adds a bot; then shows its token, once, and the `tbot.yaml` that uses it. */
export function AddBotDialog({ names, onClose }: { names: readonly string[]; onClose: () => void }) {
  const [made, setMade] = useState<MadeBot>()
  return (
    <MakingDialog
      title={made ? texts.botMade(made.name) : texts.addBotTitle}
      size={560}
      isMade={made !== undefined}
      onClose={onClose}
    >
      {made ? (
        <Result made={made} onClose={onClose} />
      ) : (
        <BotForm names={names} onMade={setMade} onClose={onClose} />
      )}
    </MakingDialog>
  )
}

interface BotFormProps {
  readonly names: readonly string[]
  readonly onMade: (made: MadeBot) => void
  readonly onClose: () => void
}

function BotForm({ names, onMade, onClose }: BotFormProps) {
  const client = useBridge()
  const [name, setName] = useState('')
  const [rolesText, setRolesText] = useState<string>(texts.defaultRole)
  const [isTried, setIsTried] = useState(false)
  const roles = rolesText.split(/[\s,]+/).filter((role) => role !== '')
  const nameError = nameProblem(name, names)
  const rolesError = roles.length === 0 ? texts.rolesMissing : undefined
  const add = useAction(async () => {
    onMade({ ...(await client.request('cluster:add-bot', { name, roles })), name })
  })
  const onTry = (): boolean => {
    setIsTried(true)
    return !nameError && !rolesError
  }
  return (
    <MakingForm action={add} submit={texts.addBot} onTry={onTry} onClose={onClose}>
      <TextInput
        size="sm"
        data-autofocus
        label={texts.botName}
        description={texts.botNameRule}
        error={(isTried || name !== '') && nameError}
        value={name}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        size="sm"
        label={texts.roles}
        description={texts.rolesNote}
        error={isTried && rolesError}
        value={rolesText}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setRolesText(event.currentTarget.value)}
      />
    </MakingForm>
  )
}

function nameProblem(name: string, names: readonly string[]): string | undefined {
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return texts.botNameRule
  return names.includes(name) ? texts.botNameTaken(name) : undefined
}

function Result({ made, onClose }: { made: MadeBot; onClose: () => void }) {
  const { isCopied, copy } = useCopy(made.tbotYaml, texts.copyYaml)
  return (
    <Made onClose={onClose}>
      <p>{texts.botMadeText}</p>
      <div>
        <h3 className={styles.label}>{texts.token}</h3>
        <SecretField value={made.token} what={texts.token} />
      </div>
      <div>
        <h3 className={styles.label}>{texts.yamlTitle}</h3>
        <pre className={styles.yaml}>{maskSecrets(made.tbotYaml)}</pre>
        <div className={styles.yamlFoot}>
          <Button leftSection={<Icon name={isCopied ? 'check' : 'copy'} size={14} />} onClick={copy}>
            {isCopied ? 'Copied' : `Copy ${texts.copyYaml}`}
          </Button>
          <span>{texts.yamlNote}</span>
        </div>
      </div>
    </Made>
  )
}
