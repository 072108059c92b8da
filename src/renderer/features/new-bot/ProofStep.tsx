import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import type { JoinMethodKind } from '../../../shared/config/form/model.ts'
import { Glyph } from '../../components/Glyph.tsx'
import type { IconName } from '../../components/icons/Icon.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { SchemaFields } from '../../form/SchemaFields.tsx'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { ChoiceCards, type ChoiceCard } from '../../wizard/ChoiceCards.tsx'
import { Labelled } from '../../wizard/Labelled.tsx'
import { WordTags } from '../../wizard/WordTags.tsx'
import { isTypedToken } from './bot-text.ts'
import styles from './NewBot.module.css'
import { TokenCard } from './TokenCard.tsx'
import { isKnownIn } from './use-local-token.ts'
import type { JoinModel } from './use-joining.ts'
import type { NewBotModel } from './use-new-bot.ts'

/** Step 2: the bot's name and roles, and how it proves who it is. */
export function ProofStep({ model }: { model: NewBotModel }) {
  return (
    <>
      <NameAndRoles model={model} />
      {model.isLocal ? (
        <TokenCard title={texts.tokenMade}>
          {isKnownIn(model.cluster, model.name)
            ? texts.localOtherBot(model.name)
            : texts.tokenMadeText(model.name)}
        </TokenCard>
      ) : (
        <Method model={model} />
      )}
    </>
  )
}

function NameAndRoles({ model }: { model: NewBotModel }) {
  const id = useId()
  return (
    <div className={styles.two}>
      <Labelled label={texts.name} id={id}>
        <TextInput
          id={id}
          size="sm"
          classNames={{ input: 'bd-mono' }}
          value={model.name}
          error={model.nameError}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => model.setName(event.currentTarget.value)}
        />
      </Labelled>
      <RolesField model={model} />
    </div>
  )
}

/** The roles the bot gets with its account. */
export function RolesField({ model }: { model: JoinModel }) {
  const id = useId()
  return (
    <Labelled label={texts.roles} id={id} hint={texts.rolesHint}>
      <WordTags
        id={id}
        splitChars={[',', ' ']}
        placeholder={model.roles.length === 0 ? texts.rolesPlaceholder : ''}
        value={[...model.roles]}
        onChange={(roles) => model.wizard.answer('roles', roles.join(' '))}
      />
    </Labelled>
  )
}

const icons: Readonly<Record<string, IconName>> = {
  token: 'key',
  bound_keypair: 'fingerprint',
  tpm: 'chip',
  kubernetes: 'cube',
  github: 'branch',
  gitlab: 'branch',
  iam: 'cloud',
  azure: 'cloud',
  gcp: 'cloud',
  oracle: 'cloud',
}
/** Shown before "8 more". */
const shownFirst = 5

/** How the bot proves who it is, with the fields of the picked method. */
export function Method({ model }: { model: JoinModel }) {
  const { methods, method, methodKind, token, wizard, shown } = model
  const [isOpen, setIsOpen] = useState(false)
  const elsewhere = methods.filter((each) => each.group === 'elsewhere')
  const isFolded = !isOpen && !elsewhere.slice(shownFirst).some((each) => each.method === method)
  const cards = (isFolded ? elsewhere.slice(0, shownFirst) : elsewhere).map(cardOf)
  const folded = isFolded ? elsewhere.slice(shownFirst) : []
  const choice = { label: texts.method, name: 'join-method', value: method, onChange: model.setMethod }
  return (
    <>
      <section aria-label={texts.here}>
        <h2 className={styles.groupTitle}>{texts.here}</h2>
        <ChoiceCards
          {...choice}
          layout="rows"
          cards={methods
            .filter((each) => each.group === 'this-computer')
            .map((each) => ({ ...cardOf(each), note: each.outOfEra ?? each.description }))}
        />
      </section>
      <section aria-label={texts.elsewhere}>
        <h2 className={styles.groupTitle}>{texts.elsewhere}</h2>
        <ChoiceCards
          {...choice}
          layout="small"
          cards={cards}
          more={
            folded.length > 0
              ? {
                  title: texts.moreMethods(folded.length),
                  code: texts.moreMethodNames(folded.slice(0, 2).map((each) => each.method)),
                  onClick: () => setIsOpen(true),
                }
              : undefined
          }
        />
      </section>
      {methodKind && (
        <section className={styles.methodFields} aria-label={methodKind.title}>
          <p className={styles.quiet}>
            <InlineCode text={methodKind.proof} />
          </p>
          <SchemaFields
            fields={methodKind.fields}
            base={['onboarding']}
            keysFrom={[]}
            document={wizard.document}
            problems={shown}
            onChange={wizard.change}
            onFix={model.checked.fix}
          />
          {token === '' && wizard.answers['tokenLost'] === 'yes' && (
            <p className={styles.line}>
              <Glyph shape="triangle" tone="warn" label="Hazard" /> <span>{texts.tokenLost}</span>
            </p>
          )}
          {isTypedToken(token) && (
            <p className={styles.line}>
              <Glyph shape="tick" tone="ok" />
              <span>
                {token.startsWith('/') ? texts.tokenFile : texts.tokenFacts(token.length)}{' '}
                <span className={styles.soft}>{method === 'token' && texts.tokenUnknown}</span>
              </span>
            </p>
          )}
        </section>
      )}
    </>
  )
}

function cardOf(kind: JoinMethodKind): ChoiceCard {
  return {
    value: kind.method,
    title: kind.title,
    icon: icons[kind.method] ?? 'ticket',
    code: kind.method,
    refusal: kind.outOfEra,
  }
}
