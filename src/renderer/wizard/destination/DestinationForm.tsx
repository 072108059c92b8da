import { compatibility } from '../../../shared/config/artifacts/index.ts'
import { formatPath } from '../../../shared/config/edit/index.ts'
import type { Problem } from '../../../shared/config/problem.ts'
import { assertNever } from '../../../shared/errors.ts'
import { Icon, type IconName } from '../../components/icons/Icon.tsx'
import { FormError } from '../../components/FormError.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { SchemaFields } from '../../form/SchemaFields.tsx'
import { destinationTexts as texts } from '../../messages/destination.ts'
import { wizardTexts } from '../../messages/wizard.ts'
import { ChoiceCards } from '../ChoiceCards.tsx'
import { Labelled } from '../Labelled.tsx'
import type { Wizard } from '../use-wizard.ts'
import styles from './Destination.module.css'
import { FolderPart } from './FolderPart.tsx'
import { SecretPart } from './SecretPart.tsx'
import type { Destination, DestinationPlace } from './use-destination.ts'

interface DestinationFormProps {
  readonly wizard: Wizard
  readonly place: DestinationPlace
  readonly destination: Destination
  readonly problems: readonly Problem[]
  readonly onFix?: ((problem: Problem) => void) | undefined
  /** Every check of the folder is shown, not only what matters now. */
  readonly hasAllChecks?: boolean
}

const icons: Readonly<Record<string, IconName>> = {
  directory: 'folder',
  kubernetes_secret: 'cube',
  memory: 'chip',
}

/** Where a service or the bot's storage writes: the kind, then what that kind needs (interface.md 6.8). */
export function DestinationForm(props: DestinationFormProps) {
  const { wizard, place, destination } = props
  const { variants, service } = place
  const variant = variants.find((each) => each.type === destination.type)
  const loss = service && compatibility(service.type, destination.type, service.values).note
  return (
    <>
      <Labelled
        label={service ? texts.kind : texts.storageKind}
        id={`kind ${formatPath(place.path)}`}
        path={formatPath([...place.path.slice(-1), 'type'])}
        isGroup
      >
        <ChoiceCards
          label={service ? texts.kind : texts.storageKind}
          value={destination.type}
          onChange={destination.chooseType}
          cards={variants.map(({ type, label, description }) => {
            const fit = service ? compatibility(service.type, type, service.values) : { fits: true }
            return {
              value: type,
              title: texts.kindTitles[type] ?? label,
              icon: icons[type] ?? 'file',
              note: (service ? texts.kindNotes : texts.storageNotes)[type] ?? description,
              refusal: fit.fits ? undefined : (fit.note ?? description),
            }
          })}
        />
      </Labelled>
      {loss && (
        <p className={styles.loss}>
          <Icon name="info" size={14} />
          <span>
            <InlineCode text={loss} />
          </span>
        </p>
      )}
      {wizard.refusal && <FormError>{wizardTexts.cannotEdit}</FormError>}
      <KindPart {...props} fields={variant?.fields ?? []} />
    </>
  )
}

type KindPartProps = DestinationFormProps & {
  readonly fields: DestinationPlace['variants'][number]['fields']
}

function KindPart(props: KindPartProps) {
  const { wizard, place, destination, problems, onFix, fields, hasAllChecks = false } = props
  const kind = destination.type as 'directory' | 'kubernetes_secret' | 'memory'
  const rest = (own: readonly string[]) => (
    <SchemaFields
      fields={fields.filter((field) => !own.includes(field.key))}
      base={place.path}
      keysFrom={place.path.slice(0, -1)}
      document={wizard.document}
      problems={problems}
      onChange={wizard.change}
      onFix={onFix}
      moreSettings={place.service === undefined}
    />
  )
  switch (kind) {
    case 'directory':
      return (
        <>
          <FolderPart
            {...{ place, destination, problems, hasAllChecks }}
            readersField={place.service && fields.find((field) => field.key === 'readers')}
          />
          {rest(['path', 'readers'])}
        </>
      )
    case 'kubernetes_secret':
      return (
        <>
          {rest([])}
          <SecretPart name={destination.textOf('name')} namespace={destination.textOf('namespace')} />
        </>
      )
    case 'memory':
      return <p>{place.service ? texts.memoryText : texts.storageMemoryText}</p>
    default:
      return assertNever(kind)
  }
}
