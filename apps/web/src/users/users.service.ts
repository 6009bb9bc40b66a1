/** What other features use of this one. */
export { BulkTaskResult } from './BulkTaskResult.tsx'
export { fullName, nameOf } from './names.ts'
export { accountName, appLoginFailureWords, appLoginMethodWords } from './partWords.ts'
export { peopleReads } from './reads.ts'
export { EditUser } from './UserDialog.tsx'
export { UsersPage } from './UsersPage.tsx'
