/** How a run ended, for scripts [MFA-CLI-006]. */
export const exit = {
  done: 0,
  someFailed: 1,
  usage: 2,
  notAllowed: 3,
  server: 4,
  interrupted: 5,
  locked: 6,
} as const
export type ExitCode = (typeof exit)[keyof typeof exit]
