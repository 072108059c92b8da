import { CodeBlock } from '../../components/CodeBlock.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { destinationTexts as texts } from '../../messages/destination.ts'
import styles from './Destination.module.css'
import { rbacRule } from './rbac.ts'

/** What a Kubernetes Secret asks of the cluster and of the person. */
export function SecretPart({ name, namespace }: { name: string; namespace: string }) {
  return (
    <>
      <p className={styles.decided}>
        <Glyph shape="triangle" tone="warn" label="Hazard" />
        <span>
          <strong>{texts.secretWriter}.</strong> {texts.secretWriterText}
        </span>
      </p>
      <section aria-label={texts.rbac}>
        <h2 className={styles.subTitle}>{texts.rbac}</h2>
        <p className={styles.quiet}>{texts.rbacText('')}</p>
        <CodeBlock code={rbacRule(name, namespace)} what="rule" />
      </section>
    </>
  )
}
