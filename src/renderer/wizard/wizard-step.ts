/** One step as the rail shows it. */
export interface WizardStep {
  readonly id: string
  readonly title: string
  /** What was answered, or what is asked there. */
  readonly note: string
  /** `problem`: something there has to be put right. */
  readonly state: 'open' | 'done' | 'problem'
}
