/** Lets acts on one bot wait for each other; acts on different bots do not. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Runs an act when those before it are done, however they ended. */
  async run<T>(bot: string, act: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(bot) ?? Promise.resolve()).then(act)
    this.#last.set(
      bot,
      turn.catch(() => undefined),
    )
    return turn
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#last.values())
  }
}
