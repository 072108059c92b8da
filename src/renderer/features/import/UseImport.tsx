import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Import } from '../../../shared/config/import/model.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { Card } from '../../components/Card.tsx'
import { FormError } from '../../components/FormError.tsx'
import { importTexts as texts } from '../../messages/import.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import type { TakenFile } from '../../stores/import-store.ts'
import styles from './Import.module.css'
import { isName, suggestName } from './use-import.ts'
import { servicesOf, useImportActs } from './use-import-acts.ts'

/** A new bot of it, or its services into one that exists. Nothing has the focus beforehand. */
export function UseImport({ found, file }: { found: Import; file: TakenFile | undefined }) {
  const fleet = useFleetStore((state) => state.view?.bots)
  const names = useMemo(() => (fleet ?? []).map((bot) => bot.name), [fleet])
  const { make, addServices } = useImportActs(found)
  return (
    <>
      <MakeBot found={found} names={names} suggested={suggestName(file, names)} make={make} />
      {names.length > 0 && <AddServices found={found} names={names} add={addServices} />}
    </>
  )
}

interface MakeBotProps {
  readonly found: Import
  readonly names: readonly string[]
  readonly suggested: string
  readonly make: ReturnType<typeof useImportActs>['make']
}

function MakeBot({ found, names, suggested, make }: MakeBotProps) {
  const [typed, setTyped] = useState<string>()
  const [starts, setStarts] = useState(false)
  const name = typed ?? suggested
  const errors = found.problems.filter((problem) => problem.severity === 'error').length
  const isTaken = names.includes(name)
  const isGood = isName(name) && !isTaken
  return (
    <Card title={texts.asBot}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (isGood) void make.run(name, starts && errors === 0)
        }}
      >
        <TextInput
          size="sm"
          classNames={{ description: styles.fieldHint ?? '' }}
          label={texts.name}
          description={texts.nameHint}
          error={isTaken ? texts.nameTaken(name) : !isName(name) && name !== '' && texts.nameHint}
          value={name}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Checkbox
          size="xs"
          label={
            <>
              <span className={styles.label}>{texts.start}</span>
              <span className={styles.startHint}>{errors > 0 ? texts.cannotStart : texts.startNote}</span>
            </>
          }
          disabled={errors > 0}
          checked={starts && errors === 0}
          onChange={(event) => setStarts(event.currentTarget.checked)}
        />
        {errors > 0 && <p className={styles.hint}>{texts.errorsStay(errors)}</p>}
        <Button size="sm" type="submit" variant="filled" disabled={!isGood} loading={make.isRunning}>
          {texts.make}
        </Button>
        {make.error && <FormError>{errorSentence(make.error.serialize(), { bot: name })}</FormError>}
      </form>
    </Card>
  )
}

interface AddServicesProps {
  readonly found: Import
  readonly names: readonly string[]
  readonly add: ReturnType<typeof useImportActs>['addServices']
}

function AddServices({ found, names, add }: AddServicesProps) {
  const [chosen, setChosen] = useState<string>()
  const services = useMemo(() => servicesOf(found.text).length, [found.text])
  const bot = chosen ?? names[0] ?? ''
  return (
    <Card title={texts.orServices}>
      {services === 0 ? (
        <p className={styles.hint}>{texts.noServices}</p>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            void add.run(bot)
          }}
        >
          <p className={styles.hint}>{texts.servicesNote(services)}</p>
          <NativeSelect
            size="sm"
            label={texts.bot}
            data={[...names]}
            value={bot}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <Button size="sm" type="submit" loading={add.isRunning}>
            {texts.addServices}
          </Button>
          {add.error && (
            <FormError>
              {add.error.code === 'config.cannot-edit'
                ? texts.cannotAdd
                : errorSentence(add.error.serialize())}
            </FormError>
          )}
        </form>
      )}
    </Card>
  )
}
