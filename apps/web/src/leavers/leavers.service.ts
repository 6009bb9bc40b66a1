/** What other features use of this one. */
export { DepartureNotice } from './DepartureNotice.tsx'
export { LeaverDialog } from './LeaverDialog.tsx'
