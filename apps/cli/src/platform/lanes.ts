/** Lets so many pieces of work go on at once, begun in the order in which they come. */
export class Lanes {
  readonly #lanes: number
  readonly #going = new Set<Promise<void>>()
  #failure: { error: unknown } | undefined

  constructor(lanes: number) {
    this.#lanes = lanes
  }

  /** Begins the work as soon as a lane is free. @throws what earlier work failed with: nothing is begun any more */
  async take(work: () => Promise<void>): Promise<void> {
    while (this.#going.size >= this.#lanes) await Promise.race(this.#going)
    this.#fail()
    const going: Promise<void> = work()
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => this.#going.delete(going))
    this.#going.add(going)
  }

  /** Waits for everything that was begun. @throws what some of it failed with */
  async empty(): Promise<void> {
    await Promise.all(this.#going)
    this.#fail()
  }

  #fail(): void {
    if (this.#failure) throw this.#failure.error
  }
}
