/** What other features use of this one. */
export { OwnApps } from './OwnApps.tsx'
