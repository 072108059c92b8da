import { Button } from '@mantine/core'
import type { Problem } from '../../../shared/config/problem.ts'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { SchemaFields } from '../../form/SchemaFields.tsx'
import { addServiceTexts as texts } from '../../messages/add-service.ts'
import { wizardTexts } from '../../messages/wizard.ts'
import type { Wizard } from '../use-wizard.ts'
import styles from './ServiceFields.module.css'
import type { Service } from './use-service.ts'

/** More applications are found by typing. */
const shownApps = 8

interface ServiceFieldsProps {
  readonly wizard: Wizard
  readonly service: Service
  readonly problems: readonly Problem[]
  readonly onFix?: ((problem: Problem) => void) | undefined
}

/** What the kind asks for; the rest under "More settings". */
export function ServiceFields({ wizard, service, problems, onFix }: ServiceFieldsProps) {
  const { fields, path, apps, values } = service
  const isNothingRequired = !fields.some((field) => field.isRequired)
  const copied = wizard.answers['copied']
  const hasApp = fields.some((field) => field.key === 'app_name')
  return (
    <>
      {isNothingRequired && (
        <p className={styles.nothing}>
          <strong>{texts.nothingNeeded}.</strong> {texts.nothingNeededText}
        </p>
      )}
      {copied && <p className={styles.nothing}>{texts.copyOf(copied)}</p>}
      {hasApp && (
        <div className={styles.suggested}>
          {apps.length === 0 ? (
            <span>{texts.typeIt}</span>
          ) : (
            <>
              <span>{texts.suggested}</span>
              {apps.slice(0, shownApps).map((app) => (
                <Button
                  key={app}
                  aria-label={texts.take(app)}
                  aria-pressed={values['app_name'] === app}
                  leftSection={values['app_name'] === app && <Icon name="check" size={14} />}
                  onClick={() => service.change([{ kind: 'set', path: [...path, 'app_name'], value: app }])}
                >
                  {app}
                </Button>
              ))}
              {apps.length > shownApps && <span>{texts.moreApps(shownApps, apps.length)}</span>}
            </>
          )}
        </div>
      )}
      {wizard.refusal && <FormError>{wizardTexts.cannotEdit}</FormError>}
      <SchemaFields
        fields={fields}
        base={path}
        document={wizard.document}
        problems={problems}
        onChange={service.change}
        onFix={onFix}
      />
    </>
  )
}
