import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { CredentialField, CredentialView } from '../../shared/contract/views.ts'
import { formatBoth, formatTimeExact, formatWhen } from '../../shared/messages/format.ts'
import { formatLife } from '../messages/life.ts'
import { useNow } from '../stores/clock-store.ts'
import { CodeBlock } from './CodeBlock.tsx'
import { CopyField } from './CopyField.tsx'
import { Countdown } from './Countdown.tsx'
import styles from './CredentialCard.module.css'
import { LifeBar } from './LifeBar.tsx'
import { LookPill } from './StatePill.tsx'

/** One credential explained: a sentence, its life, its fields, and the public text. Private parts never come here. */
export function CredentialCard({ credential }: { credential: CredentialView }) {
  const [view, setView] = useState('fields')
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <p className={styles.summary}>{credential.summary}</p>
        <Validity credential={credential} />
      </div>
      {credential.publicText !== undefined && (
        <SegmentedControl
          aria-label="How to show it"
          value={view}
          onChange={setView}
          data={[
            { value: 'fields', label: 'In words' },
            { value: 'text', label: 'Public text' },
          ]}
        />
      )}
      {view === 'text' && credential.publicText !== undefined ? (
        <CodeBlock code={credential.publicText} what="public text" />
      ) : (
        credential.sections.map((section) => (
          <section key={section.title} className={styles.section}>
            <h4 className={styles.label}>{section.title}</h4>
            <dl className={styles.fields}>
              {section.fields.map((field) => (
                <Field key={`${field.label} ${field.value}`} field={field} />
              ))}
            </dl>
          </section>
        ))
      )}
    </div>
  )
}

function Field({ field }: { field: CredentialField }) {
  return (
    <div className={styles.field}>
      <dt>{field.label}</dt>
      <dd>{field.mono ? <CopyField value={field.value} what={field.label} /> : readable(field.value)}</dd>
    </div>
  )
}

/** Moments come as ISO text; people read them in their own time. */
function readable(value: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatBoth(Date.parse(value)) : value
}

function Validity({ credential }: { credential: CredentialView }) {
  const now = useNow()
  const { notBefore, expiresAt } = credential
  if (expiresAt === undefined || notBefore === undefined) return null
  const whole = expiresAt - notBefore
  const life = {
    notBefore,
    expiresAt,
    issuedAt: notBefore,
    renewAt: notBefore + (whole * 2) / 3,
    requestedMs: whole,
    grantedMs: whole,
  }
  const isValid = now >= notBefore && now < expiresAt
  return (
    <div className={styles.validity}>
      <LookPill
        look={
          isValid
            ? { word: 'Valid', shape: 'tick', tone: 'ok' }
            : { word: now < notBefore ? 'Not yet valid' : 'Expired', shape: 'octagon', tone: 'bad' }
        }
      />
      <span className={styles.edge}>{formatWhen(notBefore, now)}</span>
      <LifeBar life={life} />
      <span className={styles.edge} title={formatTimeExact(expiresAt)}>
        {formatWhen(expiresAt, now)}
      </span>
      <span className={styles.left}>
        <Countdown at={expiresAt} strong /> {isValid && `left of ${formatLife(whole)}`}
      </span>
    </div>
  )
}
