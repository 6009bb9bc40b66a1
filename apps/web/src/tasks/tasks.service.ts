/** What other features use of this one. */
export { TaskEnd } from './TaskEnd.tsx'
export { askEvery, isOver } from './taskWords.ts'
