/** Electron channels that are no request: `open` and `close` from the page, `delivery` to it. */
export const topicChannels = {
  open: 'topics:open',
  close: 'topics:close',
  delivery: 'topics:delivery',
} as const
