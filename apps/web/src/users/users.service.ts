/** What other features use of this one. */
export { fullName, nameOf } from './names.ts'
export { peopleReads } from './reads.ts'
export { GroupFacts } from './UserDetails.tsx'
