import type { ForeignFile } from '../../../shared/contract/authoring.ts'
import { assertNever } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { formatBoth, formatBytes } from '../../../shared/messages/format.ts'
import { useAnswer } from '../../bridge/use-answer.ts'
import { CredentialCard } from '../../components/CredentialCard.tsx'
import { FormError } from '../../components/FormError.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { destinationTexts as texts } from '../../messages/destination.ts'
import styles from './Destination.module.css'

interface ForeignFileFactsProps {
  readonly file: ForeignFile
  readonly folder: string
  readonly followsLinks: boolean
}

/** One file of somebody else: whose it is, since when, and for a certificate or key its public facts. */
export function ForeignFileFacts({ file, folder, followsLinks }: ForeignFileFactsProps) {
  const { name, kind, owner, group, mode, sizeBytes, modifiedAt, target } = file
  const facts: readonly (readonly [string, string])[] = [
    [texts.fileOwner, texts.ownerAndGroup(owner, group)],
    ...(kind === 'link' ? [] : [[texts.fileMode, mode] as const]),
    ...(kind === 'file' ? [[texts.fileSize, formatBytes(sizeBytes)] as const] : []),
    [texts.fileModified, formatBoth(modifiedAt)],
    ...(target === undefined ? [] : [[texts.fileTarget, target] as const]),
  ]
  return (
    <li className={styles.foreignFile}>
      <h3 className={styles.foreignName}>
        <code>{name}</code>
        {kind !== 'file' && <span>{texts.fileKinds[kind]}</span>}
      </h3>
      <dl className={styles.fileFacts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {kind === 'file' && <Content {...{ folder, followsLinks }} file={name} />}
    </li>
  )
}

/** Its content in words, read when it is shown. */
function Content(place: { folder: string; followsLinks: boolean; file: string }) {
  const { asked } = useAnswer('probe:foreign-file', place)
  switch (asked.kind) {
    case 'loading':
      return <SkeletonLines lines={3} />
    case 'error':
      return <FormError>{errorSentence(asked.error.serialize())}</FormError>
    case 'ready':
      return asked.value.kind === 'credential' ? (
        <div className={styles.foreignCredential}>
          <CredentialCard credential={asked.value.credential} />
        </div>
      ) : (
        <p className={styles.foreignText}>{texts.fileContent[asked.value.kind]}</p>
      )
    default:
      return assertNever(asked)
  }
}
