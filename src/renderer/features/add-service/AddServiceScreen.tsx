import { openDocument } from '../../../shared/config/edit/index.ts'
import type { ConfigPath } from '../../../shared/config/edit/model.ts'
import { addServiceTexts as texts } from '../../messages/add-service.ts'
import { pathOfService } from '../../wizard/service/path-of-service.ts'
import { ServiceGone } from '../../wizard/service/ServiceGone.tsx'
import { WithConfiguration } from '../../wizard/WithConfiguration.tsx'
import { AddService } from './AddService.tsx'

/** "What do I need to get X?" (interface.md 6.7): a new service, or with `service` one that exists. */
export function AddServiceScreen({ bot, service }: { bot: string; service?: string }) {
  const title = service === undefined ? texts.crumb : texts.changeCrumb(service)
  return (
    <WithConfiguration bot={bot} title={title}>
      {(text, target) => {
        if (service === undefined) {
          const services = openDocument(text)?.valueAt(['services'])
          const path: ConfigPath = ['services', Array.isArray(services) ? services.length : 0]
          return <AddService bot={bot} base={text} target={target} path={path} />
        }
        const path = pathOfService(text, service)
        if (path === undefined) return <ServiceGone bot={bot} service={service} />
        return <AddService bot={bot} base={text} target={target} path={path} service={service} />
      }}
    </WithConfiguration>
  )
}
