import { z } from 'zod'

/** 認証手段: how somebody tried to prove who they are [NFM-LOG-011]. */
export const means = [
  'face',
  'face-and-windows-password',
  'face-and-user-password',
  'user-password',
  'windows-password',
  'card-and-face',
  'alternative-password',
  'alternative-one-time-password',
] as const
export const Means = z.enum(means)
export type Means = z.output<typeof Means>

/** 認証場面: at which door; one list for all doors of the product [NFM-LOG-012]. */
export const scenes = [
  'windows-logon',
  'windows-unlock',
  'continuous',
  'app-login',
  'service-provider',
  'portal',
  'browser-terminal',
  'device-panel',
  'face-registration',
] as const
export const Scene = z.enum(scenes)
export type Scene = z.output<typeof Scene>

/** Error codes of the authentication log (portal.md §12.1); the words stand under `EC-<code>`. */
export const errorCodes = [
  '6A',
  '71',
  '72',
  '74',
  '75',
  '83',
  '8B',
  '8F',
  '93',
  '97',
  '9B',
  '9F',
  'A3',
  'A7',
  'C8',
  'C9',
  'CA',
  'CB',
  'CC',
  'CD',
  'CE',
  'CF',
  'D0',
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'D8',
  'E4',
  'E5',
  'E6',
  'E7',
] as const
export const ErrorCode = z.enum(errorCodes)
export type ErrorCode = z.output<typeof ErrorCode>
