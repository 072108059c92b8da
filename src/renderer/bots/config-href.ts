/** The address of a bot's configuration, at one of its keys when one is named. */
export function configHref(bot: string, path?: string): string {
  return `/bots/${bot}/config${path === undefined ? '' : `?path=${encodeURIComponent(path)}`}`
}

/** The same at a line and column, for what has no key: a text that does not parse. */
export function configLineHref(bot: string, { line, column = 1 }: { line: number; column?: number }): string {
  return `/bots/${bot}/config?at=${line}:${column}`
}
