import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { makeExport } from '../../../shared/export/index.ts'
import type { ExportFile, ExportKind } from '../../../shared/export/model.ts'
import { AppError } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { CodeBlock } from '../../components/CodeBlock.tsx'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { SideSection } from '../../wizard/SideSection.tsx'
import styles from './NewBot.module.css'
import type { NewBotModel } from './use-new-bot.ts'

type Form = keyof typeof texts.forms
const formNames = ['command', 'yaml', 'terraform'] as const satisfies readonly Form[]

/** What an administrator of the cluster runs, made from the answers. */
export function TeleportSide({ model }: { model: NewBotModel }) {
  const [form, setForm] = useState<Form>('command')
  return (
    <SideSection
      title={texts.teleportSide}
      note={
        <SegmentedControl
          aria-label={texts.teleportSide}
          value={form}
          onChange={setForm}
          data={formNames.map((name) => ({ value: name, label: texts.forms[name] }))}
        />
      }
    >
      <p className={styles.sideNote}>{texts.teleportSideNote}</p>
      {form === 'command' && model.method === 'token' ? (
        <Commands model={model} />
      ) : (
        <Files model={model} form={form} />
      )}
    </SideSection>
  )
}

function Commands({ model }: { model: NewBotModel }) {
  return (
    <ol className={styles.orders}>
      <li className={styles.order}>
        <span className={styles.orderTitle}>{texts.makeBoth}</span>
        <CodeBlock code={addBotCommand(model)} where={texts.where1} />
      </li>
      <li className={styles.order}>
        <span className={styles.orderTitle}>{texts.copyToken}</span>
        <span className={styles.soft}>{texts.copyTokenText}</span>
      </li>
    </ol>
  )
}

/** `tctl bots add` makes the bot, its role and a token that works once. */
function addBotCommand({ name, roles }: NewBotModel): string {
  return `tctl bots add ${name || 'NAME'} \\\n  --roles=${roles.join(',') || 'ROLES'} --ttl=1h`
}

const languages = { command: 'shell', yaml: 'yaml', terraform: 'hcl' } as const

function Files({ model, form }: { model: NewBotModel; form: Form }) {
  const made = resultOf(model, form === 'terraform' ? 'terraform' : 'resources')
  if (typeof made === 'string') return <p className={styles.quiet}>{made}</p>
  return (
    <div className={styles.exported}>
      {made
        .filter((file) => file.language === languages[form])
        .map((file) => (
          <section key={file.path} aria-label={file.path}>
            <p className={styles.soft}>{file.about}</p>
            <CodeBlock code={file.text} what={file.path} />
          </section>
        ))}
      {form === 'command' && <p className={styles.soft}>{texts.filesElsewhere}</p>}
      {model.method !== 'token' && <p className={styles.soft}>{texts.nameTokenText}</p>}
    </div>
  )
}

/** The same exporters as on the Export screen; a sentence where this form cannot say it yet. */
function resultOf(model: NewBotModel, kind: ExportKind): readonly ExportFile[] | string {
  try {
    return makeExport(kind, {
      text: model.wizard.text,
      target: model.target,
      bot: model.name,
      options: { roles: model.roles.join(',') },
      withSecrets: false,
    }).files
  } catch (thrown) {
    return errorSentence(AppError.from(thrown).serialize())
  }
}
