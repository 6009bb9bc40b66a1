/** What other features use of this. */
export { faultOfFrames } from './sequences.rules.ts'
