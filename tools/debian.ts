import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'

/**
 * What tests need beyond npm: how to see whether it is there, and the Debian package that brings it. `by` says for whom:
 * the check, its long proofs, or the stages after it.
 */
const needs = [
  { name: 'Chromium', package: 'chromium', by: 'stages', present: () => existsSync('/usr/bin/chromium') },
  {
    name: 'Chromium without windows',
    package: 'chromium-headless-shell',
    by: 'stages',
    present: () => existsSync('/usr/bin/chromium-headless-shell'),
    // The whole Chromium stands in for it.
    spare: true,
  },
  { name: 'PostgreSQL server', package: 'postgresql', by: 'stages', present: () => postgresFolder() !== undefined },
  { name: 'ffmpeg', package: 'ffmpeg', by: 'stages', present: () => existsSync('/usr/bin/ffmpeg') },
  {
    name: 'Japanese fonts',
    package: 'fonts-noto-cjk',
    by: 'stages',
    present: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
  {
    name: 'Samba',
    // A domain controller is made of several packages.
    package: 'samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules python3-samba openssl',
    by: 'proofs',
    present: () => existsSync('/usr/sbin/samba') && existsSync('/usr/bin/samba-tool'),
  },
  {
    name: 'mod_auth_mellon',
    package: 'libapache2-mod-auth-mellon apache2-bin openssl',
    by: 'proofs',
    present: () => existsSync('/usr/lib/apache2/modules/mod_auth_mellon.so'),
  },
  {
    name: 'PAM',
    package: 'pamtester libpam0g-dev gcc libc6-dev',
    by: 'check',
    present: () => existsSync('/usr/bin/pamtester') && existsSync('/usr/include/security/pam_modules.h'),
  },
] as const

export type Need = (typeof needs)[number]['name']

/** Folder with initdb and postgres of the newest installed version. */
export function postgresFolder(): string | undefined {
  for (let version = 19; version >= 15; version--) {
    const folder = `/usr/lib/postgresql/${version}/bin`
    if (existsSync(`${folder}/initdb`)) return folder
  }
  return undefined
}

/** Installs what is missing for these, where apt-get exists; returns the names of what is still missing. */
export async function installNeeds(...by: (typeof needs)[number]['by'][]): Promise<Need[]> {
  const wanted = needs.filter((need) => by.includes(need.by))
  const missing = wanted.filter((need) => !need.present())
  if (missing.length === 0) return []
  const packages = missing.map((need) => need.package)
  if (existsSync('/usr/bin/apt-get')) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = async (...args: string[]) => {
      const [command, ...rest] = [...sudo, 'apt-get', ...args]
      const child = spawn(command!, rest, { stdio: ['ignore', 'ignore', 'inherit'], env })
      const [code] = await once(child, 'close').catch(() => [1]) // Without sudo there is no close.
      return code === 0
    }
    console.log(`Installing Debian packages: ${packages.join(' ')} …`)
    // One by one: what this Debian does not have keeps nothing else away.
    if (await apt('update', '-qq'))
      for (const names of packages) await apt('install', '-y', '-qq', '--no-install-recommends', ...names.split(' '))
  }
  const still = wanted.filter((need) => !need.present() && !('spare' in need)).map((need) => need.name)
  if (still.length > 0)
    console.log(`Not on this machine: ${still.join(', ')}. What needs them is left out and named at the end.`)
  return still
}
