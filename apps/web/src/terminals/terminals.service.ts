/** What other features use of this one. */
export { readTerminal, terminalClient } from './terminalKey.ts'
