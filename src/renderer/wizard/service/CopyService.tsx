import { Button, Menu } from '@mantine/core'
import { serviceKind } from '../../../shared/config/form/index.ts'
import { addServiceTexts as texts } from '../../messages/add-service.ts'
import styles from './ServiceFields.module.css'
import { subjectOf, textIn } from './suggestions.ts'
import { serviceFields } from '../../../shared/config/form/index.ts'
import type { Service } from './use-service.ts'

/** "Copy one…": the services of the file as a start. Absent when there are none. */
export function CopyService({ service, onCopied }: { service: Service; onCopied: () => void }) {
  const entries = service.others.filter(({ values }) => typeof values['type'] === 'string')
  if (entries.length === 0 || service.isFixed) return null
  return (
    <span className={styles.suggested}>
      {texts.copyLead}
      <Menu position="top-end">
        <Menu.Target>
          <Button variant="transparent" className={styles.copy}>
            {texts.copy}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {entries.map(({ path, values }) => {
            const type = textIn(values, 'type')
            const name = subjectOf(values, serviceFields(type, service.target)) || type
            return (
              <Menu.Item
                key={path.join(' ')}
                rightSection={
                  <span className={styles.kindNote}>{serviceKind(type, service.target)?.title}</span>
                }
                onClick={() => {
                  service.copy(name, values)
                  onCopied()
                }}
              >
                {name}
              </Menu.Item>
            )
          })}
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
