import type { Plan, PlannedService } from '../../../shared/config/plan/model.ts'
import type { LeftoverView } from '../../../shared/contract/views.ts'
import { formatTimeExact } from '../../../shared/messages/format.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Tag } from '../../components/Tag.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import { stateLooks, type StateLook } from '../../messages/states.ts'
import { useBot } from '../../stores/fleet-store.ts'
import { Finding } from './Finding.tsx'
import { PlannedFiles } from './PlannedFiles.tsx'
import styles from './Plan.module.css'
import { PlanRow, PlanSection } from './PlanSection.tsx'
import type { PlanModel } from './use-plan.ts'
import type { Result } from './use-result.ts'

interface PlanListProps {
  readonly bot: string
  readonly model: PlanModel
  readonly plan: Plan
  readonly result: Result | undefined
}

/** Errors first, then services, files, join, hazards and what is not known. */
export function PlanList({ bot, model, plan, result }: PlanListProps) {
  // The places are those of a text that the editor does not show.
  const links = model.isWaiting ? undefined : bot
  const fixes = result || model.isWaiting ? {} : { fix: model.fix }
  return (
    <>
      {plan.errors.length > 0 && (
        <PlanSection title={texts.errors}>
          <ul>
            {plan.errors.map((error) => (
              <Finding
                key={`${error.code} ${error.path} ${error.line}`}
                bot={links}
                severity="error"
                finding={error}
                {...fixes}
              />
            ))}
          </ul>
        </PlanSection>
      )}
      {plan.errors.length === 0 && <Changes bot={bot} model={model} plan={plan} result={result} />}
      {plan.hazards.length > 0 && (
        <PlanSection title={texts.hazards}>
          <ul>
            {plan.hazards.map((hazard) => (
              <Finding
                key={`${hazard.code} ${hazard.path} ${hazard.message}`}
                bot={links}
                severity="hazard"
                finding={hazard}
                {...fixes}
              />
            ))}
          </ul>
        </PlanSection>
      )}
      {plan.unknown.length > 0 && (
        <PlanSection title={texts.unknown}>
          <ul>
            {plan.unknown.map((each) => (
              <PlanRow key={each} mark={<Glyph shape="unknown" tone="idle" />} title={each} />
            ))}
          </ul>
        </PlanSection>
      )}
    </>
  )
}

/** Services, files and the join: not told while there are errors, because none of it could happen. */
function Changes({ bot, model, plan, result }: PlanListProps) {
  const known = useBot(bot)
  const isAsking = !result && !model.isWaiting
  const outcomes = result ? (known?.leftovers ?? []) : (model.waiting?.deletes ?? []).map(toWait)
  return (
    <>
      <PlanSection title={texts.services}>
        {plan.services.length === 0 ? (
          <p className={styles.quiet}>{texts.noServices}</p>
        ) : (
          <ul>
            {result?.isRunning
              ? plan.services.map((service) => (
                  <ServiceResult key={service.name} service={service} result={result} />
                ))
              : plannedRows(plan)}
          </ul>
        )}
      </PlanSection>
      <PlannedFiles
        files={plan.files}
        leftovers={isAsking ? plan.leftovers : []}
        ticked={model.ticked}
        onTick={model.tick}
        outcomes={outcomes}
      />
      <PlanSection title={texts.join}>
        <ul>
          <PlanRow
            mark={<Icon name="key" />}
            title={plan.join.needsToken ? texts.needsToken : texts.noToken}
            text={withoutRepeat(plan.join.reason)}
          />
        </ul>
      </PlanSection>
    </>
  )
}

function toWait(folder: string): Pick<LeftoverView, 'folder' | 'outcome'> {
  return { folder, outcome: { kind: 'waiting' } }
}

/** The title says already that none is needed. */
function withoutRepeat(reason: string): string {
  const rest = reason.replace(/^No token needed[:.]\s*/, '')
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

const changeLooks: Readonly<Record<PlannedService['change'], Pick<StateLook, 'shape' | 'tone'>>> = {
  start: { shape: 'ring-dot', tone: 'busy' },
  restart: { shape: 'ring-dot', tone: 'busy' },
  stop: { shape: 'square', tone: 'idle' },
  none: { shape: 'tick', tone: 'ok' },
}

/** Services that change, each with its reasons; those that do not share one line. */
function plannedRows(plan: Plan) {
  const unchanged = plan.services.filter((service) => service.change === 'none')
  const words = {
    start: texts.starts,
    restart: texts.restarts,
    stop: texts.stops,
    none: '',
  } satisfies Record<PlannedService['change'], string>
  const calm = plan.restartsBot
    ? unchanged.length === 1
      ? texts.renewOnceOne
      : texts.renewOnce
    : unchanged.length === 1
      ? texts.untouchedOne
      : texts.untouched
  return (
    <>
      {plan.services
        .filter((service) => service.change !== 'none')
        .map(({ name, change, reasons }) => (
          <PlanRow
            key={name}
            mark={<Glyph {...changeLooks[change]} />}
            title={name}
            text={words[change]}
            aside={<Tag>{texts.changeWords[change]}</Tag>}
          >
            {reasons.length > 0 && (
              <ul className={styles.reasons}>
                {reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            )}
          </PlanRow>
        ))}
      {unchanged.length > 0 && (
        <PlanRow
          mark={<Glyph {...changeLooks.none} />}
          title={unchanged.map(({ name }) => name).join(', ')}
          text={calm}
          aside={<Tag>{texts.changeWords.none}</Tag>}
        />
      )}
    </>
  )
}

/** The same line with what became of it. */
function ServiceResult({ service, result }: { service: PlannedService; result: Result }) {
  const now = result.serviceNow(service.name)
  if (service.change === 'stop')
    return (
      <PlanRow
        mark={<Glyph shape="square" tone="idle" />}
        title={service.name}
        text={texts.stops}
        aside={<Tag>{texts.isGone}</Tag>}
      />
    )
  const state = now?.state ?? 'starting'
  const told =
    now?.reason ??
    (now?.provenAt === undefined ? texts.startsAgain : texts.proven(formatTimeExact(now.provenAt)))
  return (
    <PlanRow
      mark={<StateGlyph state={state} />}
      title={service.name}
      text={told}
      aside={<Tag>{stateLooks[state].word}</Tag>}
    />
  )
}
