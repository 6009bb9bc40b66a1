import { type Call, KaobanError } from '@kaoban/contract'
import type { Run } from './run.ts'
import { type Device, deviceCall } from './server.ts'
import { exit, Stop } from './stop.ts'
import { Vault } from './vault.ts'

const name = 'device'

export function keepDevice(vault: Vault, device: Device): void {
  vault.write(name, device)
}

export function knownDevice(vault: Vault): Device | undefined {
  return vault.read<Device>(name)
}

export interface Registered {
  vault: Vault
  device: Device
  call: Call
}

/** This computer as the server knows it; revoked, it erases what it holds and says so. @throws Stop when it is not registered */
export function registered(run: Run): Registered {
  const vault = new Vault(run.env)
  const device = knownDevice(vault)
  if (!device) throw new Stop(exit.notAllowed, 'agent.none')
  const signed = deviceCall(device, run.locale)
  const call: Call = async (shape, ...input) => {
    try {
      return await signed(shape, ...input)
    } catch (error) {
      if (error instanceof KaobanError && error.code === 'computer.revoked') vault.wipe()
      throw error
    }
  }
  return { vault, device, call }
}
