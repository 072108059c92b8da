/** The host of `host:port` or `[IPv6]:port`, without the brackets; the port may be missing. */
export function hostOf(address: string): string {
  return address.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
}
