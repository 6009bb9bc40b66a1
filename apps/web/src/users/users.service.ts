/** What other features use of this one. */
export { fullName, nameOf } from './names.ts'
export { accountName } from './partWords.ts'
export { peopleReads } from './reads.ts'
export { EditUser } from './UserDialog.tsx'
