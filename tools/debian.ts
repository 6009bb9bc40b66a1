import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What the whole test run needs beyond npm: how to see whether it is there, and the Debian package that brings it. */
const needs = [
  { name: 'Chromium', package: 'chromium', present: () => existsSync('/usr/bin/chromium') },
  {
    name: 'Chromium without windows',
    package: 'chromium-headless-shell',
    present: () => existsSync('/usr/bin/chromium-headless-shell'),
    // The whole Chromium stands in for it.
    spare: true,
  },
  { name: 'PostgreSQL server', package: 'postgresql', present: () => postgresFolder() !== undefined },
  { name: 'ffmpeg', package: 'ffmpeg', present: () => existsSync('/usr/bin/ffmpeg') },
  {
    name: 'Japanese fonts',
    package: 'fonts-noto-cjk',
    present: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
  {
    name: 'Samba',
    // A domain controller is made of several packages.
    package: 'samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules python3-samba openssl',
    present: () => existsSync('/usr/sbin/samba') && existsSync('/usr/bin/samba-tool'),
  },
  {
    name: 'mod_auth_mellon',
    package: 'libapache2-mod-auth-mellon apache2-bin openssl',
    present: () => existsSync('/usr/lib/apache2/modules/mod_auth_mellon.so'),
  },
  {
    name: 'PAM',
    package: 'pamtester libpam0g-dev gcc libc6-dev',
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

/** Installs what is missing where apt-get exists; returns the names of what is still missing. */
export function installNeeds(): Need[] {
  const missing = needs.filter((need) => !need.present())
  if (missing.length === 0) return []
  const packages = missing.map((need) => need.package)
  if (existsSync('/usr/bin/apt-get')) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args: string[]) => {
      const [command, ...rest] = [...sudo, 'apt-get', ...args]
      return spawnSync(command!, rest, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
    }
    console.log(`Installing Debian packages: ${packages.join(' ')} …`)
    // One by one: what this Debian does not have keeps nothing else away.
    if (apt('update', '-qq'))
      for (const names of packages) apt('install', '-y', '-qq', '--no-install-recommends', ...names.split(' '))
  }
  const still = needs.filter((need) => !need.present() && !('spare' in need)).map((need) => need.name)
  if (still.length > 0)
    console.log(`Not on this machine: ${still.join(', ')}. What needs them is left out and named at the end.`)
  return still
}
