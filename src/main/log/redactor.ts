const shortestSecret = 6
const pemPrivateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g

/** What stands in place of a secret. */
export const redacted = '••••••'

/** Replaces known secrets, and anything shaped like a private key, in text that leaves the engine. */
export class Redactor {
  readonly #secrets = new Set<string>()

  /** Remembers a secret; shorter than six characters would hide ordinary words and is not taken. */
  add(secret: string): void {
    if (secret.length >= shortestSecret) this.#secrets.add(secret)
  }

  text(text: string): string {
    let clean = text.replace(pemPrivateKey, redacted)
    for (const secret of this.#secrets) clean = clean.replaceAll(secret, redacted)
    return clean
  }

  /** A copy of plain data with every string in it cleaned. */
  data<T>(value: T): T {
    return this.#data(value) as T
  }

  #data(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value)
    if (Array.isArray(value)) return value.map((each) => this.#data(each))
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#data(each)]))
    }
    return value
  }
}
