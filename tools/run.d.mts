/** What every process of ours is started with. */
export const flags: string[]
