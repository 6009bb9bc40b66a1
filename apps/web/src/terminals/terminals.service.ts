/** What other features use of this one. */
export { forgetTerminal, readTerminal, terminalClient } from './terminalKey.ts'
