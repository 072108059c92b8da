/** The address of a service of a bot, or of a wizard about it. */
export function serviceHref(bot: string, service: string, act?: 'change' | 'destination'): string {
  const place = `/bots/${bot}/services/${encodeURIComponent(service)}`
  return act === undefined ? place : `${place}/${act}`
}

/** The address of the wizard that adds one; no name of a service can be taken for it. */
export function addServiceHref(bot: string): string {
  return `/bots/${bot}/add-service`
}
