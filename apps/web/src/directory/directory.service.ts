/** What other features use of this one. */

export { DirectoryNotices } from './DirectoryNotices.tsx'
