import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { makeExport } from '../../../shared/export/index.ts'
import type { ExportFile, ExportKind } from '../../../shared/export/model.ts'
import { AppError } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { CodeBlock } from '../../components/CodeBlock.tsx'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { edited } from '../../wizard/edited.ts'
import { SideSection } from '../../wizard/SideSection.tsx'
import { tokenToCome } from './bot-text.ts'
import styles from './NewBot.module.css'
import type { JoinModel } from './use-joining.ts'

type Form = keyof typeof texts.forms

interface TeleportSideProps {
  readonly model: JoinModel
  /** A bot of this name here exists: its cluster has the account, and only what it joins with is made. */
  readonly knownAs?: string | undefined
}

interface FormProps extends TeleportSideProps {
  readonly form: Form
}

/** What an administrator of the cluster runs, made from the answers. */
export function TeleportSide({ model, knownAs }: TeleportSideProps) {
  const [form, setForm] = useState<Form>('command')
  const isToken = model.method === 'token'
  // Teleport's provider has no file that names a bot without making it.
  const forms: readonly Form[] =
    knownAs === undefined ? ['command', 'yaml', 'terraform'] : ['command', 'yaml']
  return (
    <SideSection
      title={texts.teleportSide}
      note={
        <SegmentedControl
          aria-label={texts.teleportSide}
          value={form}
          onChange={setForm}
          data={forms.map((name) => ({ value: name, label: texts.forms[name] }))}
        />
      }
    >
      <p className={styles.sideNote}>
        {knownAs === undefined
          ? texts.teleportSideNote
          : isToken
            ? texts.knownSideNote(model.name)
            : texts.knownMethodNote(model.name)}
      </p>
      {form === 'command' && isToken ? (
        <Commands model={model} isKnown={knownAs !== undefined} />
      ) : knownAs !== undefined ? (
        <TokenFile model={model} form={form} knownAs={knownAs} />
      ) : (
        <Files model={model} form={form} />
      )}
    </SideSection>
  )
}

function Commands({ model, isKnown }: { model: JoinModel; isKnown: boolean }) {
  const { name } = model
  return (
    <>
      <ol className={styles.orders}>
        <li className={styles.order}>
          <span className={styles.orderTitle}>{isKnown ? texts.makeToken : texts.makeBoth}</span>
          <CodeBlock
            code={isKnown ? `tctl bots instances add ${name}` : addBotCommand(model)}
            where={texts.where1}
          />
        </li>
        <li className={styles.order}>
          <span className={styles.orderTitle}>{texts.copyToken}</span>
          <span className={styles.soft}>{texts.copyTokenText}</span>
        </li>
      </ol>
      {isKnown && (
        <div className={styles.instead}>
          <p className={styles.soft}>{texts.unknownThere(name)}</p>
          <CodeBlock code={addBotCommand({ name, roles: [] })} where={texts.where1} />
        </div>
      )}
    </>
  )
}

/** `tctl bots add` makes the bot, its role and a token that works once. */
function addBotCommand({ name, roles }: Pick<JoinModel, 'name' | 'roles'>): string {
  return `tctl bots add ${name || 'NAME'} \\\n  --roles=${roles.join(',') || 'ROLES'} --ttl=1h`
}

const languages = { command: 'shell', yaml: 'yaml', terraform: 'hcl' } as const

function Files({ model, form }: FormProps) {
  const made = resultOf(model, form === 'terraform' ? 'terraform' : 'resources')
  if (typeof made === 'string') return <p className={styles.quiet}>{made}</p>
  return (
    <div className={styles.exported}>
      {made
        .filter((file) => file.language === languages[form])
        .map((file) => (
          <File key={file.path} file={file} />
        ))}
      {form === 'command' && <p className={styles.soft}>{texts.filesElsewhere}</p>}
      {model.method !== 'token' && <p className={styles.soft}>{texts.nameTokenText}</p>}
    </div>
  )
}

/** The token alone, where the bot is there. */
function TokenFile({ model, form, knownAs }: FormProps & { readonly knownAs: string }) {
  if (model.method === 'token') return <p className={styles.quiet}>{texts.secretToken}</p>
  const made = resultOf(model, 'resources')
  if (typeof made === 'string') return <p className={styles.quiet}>{made}</p>
  const file = made.find(({ path }) => path === 'token.yaml')
  if (file === undefined) return <p className={styles.quiet}>{texts.rulesUnknown(model.method)}</p>
  return (
    <div className={styles.exported}>
      {form === 'yaml' ? (
        <File file={file} />
      ) : (
        <>
          <CodeBlock code="tctl create -f token.yaml" where={texts.where1} />
          <p className={styles.soft}>{texts.fileElsewhere}</p>
        </>
      )}
      <p className={styles.soft}>
        {texts.nameTokenText} {model.token === tokenToCome && texts.nameHidden}
      </p>
      <p className={styles.soft}>
        {texts.unknownFiles(model.name)}{' '}
        <Link href={`/bots/${knownAs}/export`}>{texts.unknownFilesLink}</Link>
      </p>
    </div>
  )
}

function File({ file }: { file: ExportFile }) {
  return (
    <section aria-label={file.path}>
      <p className={styles.soft}>{file.about}</p>
      <CodeBlock code={file.text} what={file.path} />
    </section>
  )
}

/** The same exporters as on the Export screen; a sentence where this form cannot say it yet. */
function resultOf(model: JoinModel, kind: ExportKind): readonly ExportFile[] | string {
  const { wizard, target, name, roles, token } = model
  try {
    return makeExport(kind, {
      // The page does not know what dots stand for, and they are no name.
      text:
        token === tokenToCome && model.method !== 'token'
          ? edited(wizard.text, [{ kind: 'set', path: ['onboarding', 'token'], value: 'CHANGE-ME' }])
          : wizard.text,
      target,
      bot: name,
      options: { roles: roles.join(',') },
      withSecrets: false,
    }).files
  } catch (thrown) {
    return errorSentence(AppError.from(thrown).serialize())
  }
}
