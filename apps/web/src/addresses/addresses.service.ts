/** What other features use of this one. */
export { AddressesPage } from './AddressesPage.tsx'
