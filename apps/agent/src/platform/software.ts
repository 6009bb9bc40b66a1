import { readFileSync } from 'node:fs'
import { arch, release, type } from 'node:os'

export const version = '0.1.0'

/** What this computer tells of itself at each sync [NFM-CLI-018]. */
export function softwareHere(): { version: string; os: string } {
  return { version, os: `${distribution()} (${arch()})`.slice(0, 200) }
}

function distribution(): string {
  try {
    const [, name] = /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(readFileSync('/etc/os-release', 'utf8')) ?? []
    if (name !== undefined) return name
  } catch {}
  return `${type()} ${release()}`
}
