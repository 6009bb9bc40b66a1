import {
  consentAtComputer,
  listComputers,
  registerComputer,
  registerFaceAtComputer,
  renewComputerKeys,
  revokeComputer,
  sendComputerLog,
  signInAtComputer,
  startFaceAtComputer,
  syncComputer,
} from '@kaoban/contract'
import type { Enrolment } from '../faces/enrolment.service.ts'
import type { LicenceRule } from '../licences/licences.service.ts'
import type { LockSettings } from '../passwords/passwords.service.ts'
import type { Serve } from '../platform/http.ts'
import { addComputer, listComputersOf, makeKeys, revokeComputerOf } from './computers.service.ts'
import { beginByPass, consentByPass, openPass, registerByPass } from './passes.service.ts'
import { syncOwnComputer, takeLog } from './sync.service.ts'

export function computerRoutes(serve: Serve, enrolment: Enrolment, licences: LicenceRule, lock: LockSettings): void {
  serve(listComputers, (ctx, query) => listComputersOf(ctx, query))
  serve(revokeComputer, (ctx, input) => revokeComputerOf(ctx, input.computerId))
  serve(renewComputerKeys, (ctx, input) => makeKeys(ctx, input.endFormer))
  serve.stepwise(registerComputer, (steps, input) => addComputer(steps, input))
  serve(syncComputer, (ctx, input) => syncOwnComputer(ctx, input, licences))
  serve(sendComputerLog, (ctx, input) => takeLog(ctx, input.entries))

  serve.stepwise(signInAtComputer, (steps, input) => openPass(steps, lock, input))
  serve(consentAtComputer, (ctx, input) => consentByPass(ctx, input.pass, input.version))
  serve(startFaceAtComputer, (ctx, input) => beginByPass(ctx, enrolment, input.pass))
  serve.stepwise(registerFaceAtComputer, (steps, input) => registerByPass(steps, enrolment, input))
}
