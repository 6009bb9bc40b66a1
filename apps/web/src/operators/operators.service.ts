/** What other features use of this one. */
export { OperatorsPage } from './OperatorsPage.tsx'
