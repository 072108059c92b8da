/** Decisions taken from a list of numbers; 0, the plainest choice, once they are used up, so that failures shrink. */
export class Noise {
  private readonly numbers: readonly number[]
  private at = 0

  constructor(numbers: readonly number[]) {
    this.numbers = numbers
  }

  /** A number below `count`. */
  below(count: number): number {
    const number = this.numbers[this.at] ?? 0
    this.at += 1
    return count === 0 ? 0 : number % count
  }

  /** True in about one of `count` cases. */
  once(count: number): boolean {
    return this.below(count) === count - 1
  }

  pick<T>(first: T, ...others: readonly T[]): T {
    return others[this.below(others.length + 1) - 1] ?? first
  }
}
