/** Where the time comes from, so that ten years can be simulated. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
