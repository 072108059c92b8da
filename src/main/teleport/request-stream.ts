/** The sending side of a bidirectional stream: messages wait until they are taken. */
export interface RequestStream<T> {
  readonly messages: AsyncIterable<T>
  send(message: T): void
  /** Says that no more will come; what waits is still delivered. */
  end(): void
}

/** Makes an open, empty stream of requests. */
export function createRequestStream<T>(): RequestStream<T> {
  const waiting: T[] = []
  let isOver = false
  let wake: () => void = () => undefined
  async function* messages(): AsyncGenerator<T> {
    for (;;) {
      const next = waiting.shift()
      if (next !== undefined) yield next
      else if (isOver) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  return {
    messages: messages(),
    send(message) {
      waiting.push(message)
      wake()
    },
    end() {
      isOver = true
      wake()
    },
  }
}
