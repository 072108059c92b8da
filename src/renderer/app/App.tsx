import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Router, type BaseLocationHook } from 'wouter'
import type { BridgeClient } from '../../shared/contract/client.ts'
import { BridgeProvider } from '../bridge/BridgeContext.tsx'
import { cssVariablesResolver } from '../theme/css-variables.ts'
import { theme } from '../theme/theme.ts'
import { useHashLocation } from './hash-location.ts'
import { Routes } from './Routes.tsx'
import { Shell } from './Shell.tsx'

const schemeManager = localStorageColorSchemeManager({ key: 'botdesk-scheme' })

interface AppProps {
  readonly client: BridgeClient
  readonly locationHook?: BaseLocationHook
  /** `test` switches transitions and portals off. */
  readonly env?: 'default' | 'test'
}

/** The whole window over one client. */
// oxlint-disable-next-line react/hooks -- wouter takes its location hook as a value
export function App({ client, locationHook = useHashLocation, env = 'default' }: AppProps) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      env={env}
    >
      <BridgeProvider client={client}>
        {/* oxlint-disable-next-line react/hooks -- wouter takes its location hook as a value */}
        <Router hook={locationHook}>
          <Shell>
            <Routes />
          </Shell>
        </Router>
      </BridgeProvider>
    </MantineProvider>
  )
}
