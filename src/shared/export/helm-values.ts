import type { YamlValue } from '../config/edit/model.ts'
import type { ExportSource } from './source.ts'
import { tokenName } from './teleport-token.ts'
import type { PlainMap } from './values.ts'
import { isMapValue } from '../config/edit/model.ts'
import { isOn, listAt } from './values.ts'

/** Keys the chart writes from values of its own. */
const ofTheChart = new Set([
  'version',
  'auth_server',
  'proxy_server',
  'onboarding',
  'storage',
  'services',
  'outputs',
  'join_uri',
  'diag_addr',
  'debug',
])

/** The values of the chart; `onboarding` is merged over what it writes itself. */
export function chartValues(
  source: ExportSource,
  { onboarding, keepsIdentity }: { readonly onboarding: PlainMap; readonly keepsIdentity: boolean },
): object {
  const { join, values, option } = source
  const rest = Object.entries(values).filter(([key]) => !ofTheChart.has(key))
  const tbotConfig = {
    ...Object.fromEntries(rest),
    ...(Object.keys(onboarding).length === 0 ? {} : { onboarding }),
  }
  const lists = ['services', 'outputs'].flatMap((key) => {
    const items = listAt(values, key).map(withoutReaders)
    return items.length === 0 ? [] : [[key, items] as const]
  })
  return {
    clusterName: option('cluster') || join.host,
    [join.server === 'proxy' ? 'teleportProxyAddress' : 'teleportAuthAddress']: join.address,
    joinMethod: join.method,
    token: tokenName(source),
    persistence: keepsIdentity ? 'secret' : 'disabled',
    defaultOutput: { enabled: false },
    ...(isOn(values, 'debug') ? { debug: true } : {}),
    ...Object.fromEntries(lists),
    ...(Object.keys(tbotConfig).length === 0 ? {} : { tbotConfig }),
  }
}

function withoutReaders(item: YamlValue): YamlValue {
  if (!isMapValue(item) || !isMapValue(item['destination'])) return item
  const { readers: _readers, ...destination } = item['destination']
  return { ...item, destination }
}
