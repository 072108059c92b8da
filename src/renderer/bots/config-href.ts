/** The address of a bot's configuration, at one of its keys when one is named. */
export function configHref(bot: string, path?: string): string {
  return `/bots/${bot}/config${path === undefined ? '' : `?path=${encodeURIComponent(path)}`}`
}
