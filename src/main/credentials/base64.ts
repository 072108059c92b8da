const shape = /^[A-Za-z0-9+/]*={0,2}$/

/** Strict RFC 4648 decoding with padding; undefined for anything a lenient decoder would have to guess at. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !shape.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
