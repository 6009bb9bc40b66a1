/** What other features use of this one. */
export { OwnFactors } from './OwnFactors.tsx'
