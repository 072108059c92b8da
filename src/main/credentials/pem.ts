import { AppError } from '../../shared/errors.ts'
import { decodeBase64 } from './base64.ts'

/** One block of a PEM text (RFC 7468), decoded. */
export interface PemBlock {
  readonly label: string
  readonly der: Uint8Array
}

/** A text taken apart: its PEM blocks, and every other line that is not empty, trimmed, in order. */
export interface PemText {
  readonly blocks: readonly PemBlock[]
  readonly lines: readonly string[]
}

const beginLine = /^-----BEGIN ([A-Z0-9 ]{1,64})-----$/
const endLine = /^-----END ([A-Z0-9 ]{1,64})-----$/

/** Reads every block; white space around lines does no harm. A block that is cut, encrypted or not base64 is refused. */
export function readPemText(text: string): PemText {
  const blocks: PemBlock[] = []
  const lines: string[] = []
  let open: { label: string; body: string[] } | undefined
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    const begin = beginLine.exec(line)?.[1]
    const end = endLine.exec(line)?.[1]
    if (line.startsWith('-----') && (begin ?? end) === undefined) throw malformed('a PEM boundary is damaged')
    if (begin !== undefined) {
      if (open) throw malformed(`the ${open.label} block has no end line`)
      open = { label: begin, body: [] }
    } else if (open === undefined) {
      if (end !== undefined) throw malformed(`the ${end} block has no begin line`)
      if (line !== '') lines.push(line)
    } else if (end === undefined) {
      open.body.push(line)
    } else {
      if (end !== open.label) throw malformed(`the ${open.label} block ends as ${end}`)
      blocks.push({ label: open.label, der: decodeBody(open.label, open.body) })
      open = undefined
    }
  }
  if (open) throw malformed(`the ${open.label} block has no end line`)
  return { blocks, lines }
}

function decodeBody(label: string, body: readonly string[]): Uint8Array {
  if (label === 'ENCRYPTED PRIVATE KEY' || body.some((line) => /^Proc-Type:.*ENCRYPTED/.test(line))) {
    throw malformed('the private key is encrypted')
  }
  const der = decodeBase64(body.join(''))
  if (der === undefined || der.length === 0) throw malformed(`the ${label} block is not base64`)
  return der
}

/** The certificates of a PEM text, one string each, with canonical line breaks and a final newline. Other blocks are skipped. */
export function splitPem(text: string): string[] {
  return readPemText(text)
    .blocks.filter((block) => block.label === 'CERTIFICATE')
    .map((block) => derToPem(block.der))
}

/** The bytes of a text that holds exactly one PEM block. */
export function pemToDer(pem: string): Uint8Array {
  const { blocks } = readPemText(pem)
  const [block] = blocks
  if (block === undefined || blocks.length > 1) {
    throw malformed(`expected one PEM block, found ${blocks.length}`)
  }
  return block.der
}

/** PEM with lines of 64 characters and a final newline. */
export function derToPem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

function malformed(message: string): AppError {
  return new AppError('credential.malformed', message)
}
