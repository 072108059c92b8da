import { announce } from '../../stores/announcer-store.ts'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { CompareDialog } from './CompareDialog.tsx'
import { EffectiveDialog } from './EffectiveDialog.tsx'
import { MigrateDialog } from './MigrateDialog.tsx'
import type { Configuration } from './use-configuration.ts'
import { VersionsDialog } from './VersionsDialog.tsx'

export type ConfigurationLayer = 'compare' | 'versions' | 'effective' | 'migrate'

interface ConfigurationLayersProps {
  readonly bot: string
  readonly layer: ConfigurationLayer | undefined
  readonly configuration: Configuration
  readonly onGoTo: (place: { readonly line: number; readonly column: number }) => void
  readonly onClose: () => void
}

/** The dialogs of the configuration screen, one at a time. */
export function ConfigurationLayers({
  bot,
  layer,
  configuration,
  onGoTo,
  onClose,
}: ConfigurationLayersProps) {
  const { text, target, theirs } = configuration
  const put = (next: string, said: string): void => {
    onClose()
    configuration.replaceText(next)
    announce(said)
  }
  switch (layer) {
    case 'compare':
      if (theirs?.text === undefined) return null
      return (
        <CompareDialog
          theirs={theirs.text}
          mine={text}
          onTakeTheirs={() => {
            onClose()
            configuration.takeTheirs()
          }}
          onKeepMine={() => {
            onClose()
            configuration.keepMine()
          }}
          onMerge={() => {
            onClose()
            void configuration.merge()
          }}
          onClose={onClose}
        />
      )
    case 'versions':
      return (
        <VersionsDialog
          bot={bot}
          text={text}
          onRestore={(version, old) => put(old, texts.restored(version))}
          onClose={onClose}
        />
      )
    case 'effective':
      return (
        <EffectiveDialog
          text={text}
          target={target}
          onGoTo={(line) => onGoTo({ line, column: 1 })}
          onClose={onClose}
        />
      )
    case 'migrate':
      return (
        <MigrateDialog
          text={text}
          target={target}
          onUse={(next) => put(next, texts.migrated)}
          onClose={onClose}
        />
      )
    default:
      return null
  }
}
