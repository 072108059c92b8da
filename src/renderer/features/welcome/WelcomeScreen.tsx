import { useTrialStore } from '../../stores/trial-store.ts'
import { TrialProgress } from './TrialProgress.tsx'
import { Welcome } from './Welcome.tsx'

/** "What can I do here?" (interface.md 6.1). A trial under way takes the place of the invitation. */
export function WelcomeScreen() {
  const trial = useTrialStore((state) => state.view)
  if (trial && (trial.state === 'running' || trial.state === 'failed')) return <TrialProgress trial={trial} />
  return <Welcome />
}
