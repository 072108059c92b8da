import { useId } from 'react'
import { formatPath } from '../../../shared/config/edit/index.ts'
import type { FormField } from '../../../shared/config/form/model.ts'
import type { Problem } from '../../../shared/config/problem.ts'
import { useAnswer } from '../../bridge/use-answer.ts'
import { PlaceProblems } from '../PlaceProblems.tsx'
import { isWithin } from '../../form/field-values.ts'
import { destinationTexts as texts } from '../../messages/destination.ts'
import { Labelled } from '../Labelled.tsx'
import { WordTags } from '../WordTags.tsx'
import { FolderChecks } from './FolderChecks.tsx'
import { FolderField } from './FolderField.tsx'
import { ForeignFiles } from './ForeignFiles.tsx'
import { readerChanges, readerOf, tagOf } from './readers.ts'
import styles from './Destination.module.css'
import type { Destination, DestinationPlace } from './use-destination.ts'

interface FolderPartProps {
  readonly place: DestinationPlace
  readonly destination: Destination
  readonly problems: readonly Problem[]
  readonly readersField: FormField | undefined
  readonly hasAllChecks: boolean
}

/** The folder with its checks, the files found there, and who may read. */
export function FolderPart(props: FolderPartProps) {
  const { place, destination, problems, readersField, hasAllChecks } = props
  const { folder, report } = destination
  const inputId = useId()
  const path = destination.pathOf('path')
  const own = problems.filter((problem) => isWithin(problem.path, formatPath(path)))
  const section = String(place.path.at(-1))
  return (
    <>
      <div>
        <FolderField
          label={texts.folder}
          path={`${section}.path`}
          hint={texts.folderHint}
          inputId={inputId}
          value={folder}
          isWrong={own.some((problem) => problem.severity === 'error')}
          onChange={(value) => destination.setText('path', value)}
        >
          <FolderChecks report={report} hasAll={hasAllChecks} />
        </FolderField>
        <PlaceProblems problems={own} />
      </div>
      <ForeignFiles
        key={report.value?.facts.path}
        destination={destination}
        onChooseOther={() => document.getElementById(inputId)?.focus()}
      />
      {readersField && (
        <Readers
          destination={destination}
          field={readersField}
          path={`${section}.readers`}
          problems={problems}
        />
      )}
    </>
  )
}

interface ReadersProps {
  readonly destination: Destination
  readonly field: FormField
  readonly path: string
  readonly problems: readonly Problem[]
}

function Readers({ destination, field, path, problems }: ReadersProps) {
  const id = useId()
  const { asked } = useAnswer('probe:accounts', {})
  const accounts = asked.kind === 'ready' ? asked.value : { users: [], groups: [] }
  const { readers } = destination
  if (field.outOfEra !== undefined && readers.length === 0)
    return <p className={styles.quiet}>{texts.readersOutOfEra(field.outOfEra)}</p>
  const own = problems.filter((problem) => isWithin(problem.path, formatPath(destination.pathOf('readers'))))
  return (
    <div>
      <Labelled label={texts.readers} id={id} path={path} hint={texts.readersHint}>
        <WordTags
          id={id}
          placeholder={readers.length === 0 ? texts.readersPlaceholder : ''}
          value={readers.map(tagOf)}
          data={[
            { group: texts.users, items: [...accounts.users] },
            { group: texts.groups, items: accounts.groups.map(texts.groupTag) },
          ]}
          maxDropdownHeight={220}
          error={own.some((problem) => problem.severity === 'error')}
          onChange={(tags) =>
            destination.change(readerChanges(destination.pathOf('readers'), readers, tags.map(readerOf)))
          }
        />
      </Labelled>
      <PlaceProblems problems={own} />
    </div>
  )
}
