import type { ConfigPath } from '../../../shared/config/edit/model.ts'
import type { TargetVersion } from '../../../shared/config/problem.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { serviceHref } from '../../bots/service-href.ts'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { addServiceTexts } from '../../messages/add-service.ts'
import { destinationTexts as texts } from '../../messages/destination.ts'
import { wizardTexts } from '../../messages/wizard.ts'
import { AccessTable } from '../../wizard/destination/AccessTable.tsx'
import { DestinationForm } from '../../wizard/destination/DestinationForm.tsx'
import { useDestination } from '../../wizard/destination/use-destination.ts'
import { ReviewPlanButton, SaveDraftButton } from '../../wizard/DraftEnds.tsx'
import { Patch } from '../../wizard/Patch.tsx'
import { pathOfService } from '../../wizard/service/path-of-service.ts'
import { ServiceGone } from '../../wizard/service/ServiceGone.tsx'
import { useService } from '../../wizard/service/use-service.ts'
import { useCancel } from '../../wizard/use-cancel.ts'
import { useChecked, useProblemsIn } from '../../wizard/use-checked.ts'
import { useDraftEnd } from '../../wizard/use-draft-end.ts'
import { useDraftWizard } from '../../wizard/use-wizard.ts'
import { useWizardKeys } from '../../wizard/use-wizard-keys.ts'
import { ripeProblems } from '../../wizard/visited.ts'
import { WithConfiguration } from '../../wizard/WithConfiguration.tsx'
import { HazardNote, WizardFoot } from '../../wizard/WizardFoot.tsx'
import { WizardFrame } from '../../wizard/WizardFrame.tsx'

/** "Can I write there, and who can read?" (interface.md 6.8) for a service that exists. */
export function DestinationScreen({ bot, service }: { bot: string; service: string }) {
  return (
    <WithConfiguration bot={bot} title={texts.title}>
      {(text, target) => {
        const path = pathOfService(text, service)
        if (path === undefined) return <ServiceGone bot={bot} service={service} />
        return <ServiceDestination bot={bot} name={service} base={text} target={target} path={path} />
      }}
    </WithConfiguration>
  )
}

interface ServiceDestinationProps {
  readonly bot: string
  readonly name: string
  readonly base: string
  readonly target: TargetVersion
  readonly path: ConfigPath
}

function ServiceDestination({ bot, name, base, target, path }: ServiceDestinationProps) {
  const wizard = useDraftWizard(`destination ${bot} ${name}`, base, { step: 'where', answers: {} })
  const service = useService({ wizard, target, path, botName: bot, bot })
  const destination = useDestination(service.wizard, service.place)
  const checked = useChecked(wizard, target, bot)
  const problems = useProblemsIn(checked.problems, service.place.path)
  const end = useDraftEnd(bot, wizard)
  const cancel = useCancel(wizard, wizardTexts.unchanged(name), serviceHref(bot, name))
  useWizardKeys({ onFinish: () => void end.review.run() })
  return (
    <WizardFrame
      title={service.hasDestination ? texts.title : addServiceTexts.whereNoneTitle}
      lead={texts.lead(`${name}${service.kind ? `, ${lowered(service.kind.title)}` : ''}`)}
      side={
        <>
          {destination.type === 'directory' && service.hasDestination && (
            <AccessTable destination={destination} />
          )}
          <Patch before={wizard.base} after={wizard.text} />
        </>
      }
      foot={
        <>
          {end.error && <FormError>{errorSentence(end.error.serialize())}</FormError>}
          <WizardFoot
            onCancel={cancel}
            note={destination.isUndecided && <HazardNote>{texts.undecided}</HazardNote>}
          >
            <SaveDraftButton wizard={wizard} end={end} />
            <ReviewPlanButton end={end} rightSection={<Icon name="arrow-right" size={14} />} />
          </WizardFoot>
        </>
      }
    >
      {service.hasDestination ? (
        <DestinationForm
          wizard={service.wizard}
          place={service.place}
          destination={destination}
          problems={ripeProblems(problems, wizard.document, false)}
          onFix={checked.fix}
          hasAllChecks
        />
      ) : (
        <p>{texts.noneText}</p>
      )}
    </WizardFrame>
  )
}

/** A title inside a sentence; words that are written large stay so. */
function lowered(title: string): string {
  return /^[A-Z][a-z]*\b/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}
