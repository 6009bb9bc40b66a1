import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { readProviderMetadata, readSamlApp, saveServiceProvider } from '@kaoban/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appId, openApp, sampleProvider, signInTo, withFactors } from '../app-sign-in/app-sign-in.testing.ts'
import { openTestTenant, startTestServer, type TestServer, type TestTenant } from '../platform/testing.ts'

const module = '/usr/lib/apache2/modules/mod_auth_mellon.so'
const present = existsSync(module) && existsSync('/usr/sbin/mellon_create_metadata') && process.getuid?.() === 0
if (!present) console.warn('left out: mod_auth_mellon (Debian libapache2-mod-auth-mellon) is not here, or not root')

const folder = mkdtempSync(join(tmpdir(), 'kaoban-mellon-'))
let server: TestServer
let tenant: TestTenant
let apache: ChildProcess | undefined
let site = ''

const freePort = () =>
  new Promise<number>((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => found(port))
    })
  })

beforeAll(async () => {
  if (!present) return
  server = await startTestServer()
  // Apache's clock is the machine's.
  server.clock.set(new Date())
  tenant = await openTestTenant(server)
  site = `http://127.0.0.1:${await freePort()}`
  execFileSync('mellon_create_metadata', ['urn:kaoban:mellon', `${site}/mellon`], { cwd: folder, stdio: 'ignore' })
})
afterAll(async () => {
  apache?.kill()
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
})

function configuration(run: string): string {
  const load = [
    'mpm_event',
    'authn_core',
    'authz_core',
    'authz_user',
    'dir',
    'mime',
    'env',
    'setenvif',
    'headers',
    'auth_mellon',
  ]
  const at = (name: string) => join(folder, name)
  return `ServerRoot /usr/lib/apache2
ServerName 127.0.0.1
Listen ${new URL(site).host}
PidFile ${at('pid')}
DefaultRuntimeDir ${run}
ErrorLog ${at('error.log')}
Mutex file:${run}
User www-data
Group www-data
${load.map((name) => `LoadModule ${name}_module modules/mod_${name}.so`).join('\n')}
DocumentRoot ${at('www')}
TypesConfig /dev/null
MellonLockFile ${run}/mellon.lock
MellonPostDirectory ${run}
<Directory ${at('www')}>
  Require all granted
</Directory>
<Location />
  MellonEnable "info"
  MellonEndpointPath /mellon
  MellonSPPrivateKeyFile ${at('urn_kaoban_mellon.key')}
  MellonSPCertFile ${at('urn_kaoban_mellon.cert')}
  MellonSPMetadataFile ${at('urn_kaoban_mellon.xml')}
  MellonIdPMetadataFile ${at('portal.xml')}
  MellonSecureCookie Off
</Location>
<Location /secret>
  MellonEnable "auth"
  AuthType Mellon
  Require valid-user
  MellonUser NAME_ID
  Header set X-Remote-User "%{MELLON_NAME_ID}e"
</Location>
`
}

/** A browser as far as mellon needs one. */
function visitor() {
  const cookies = new Map<string, string>()
  return async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, site), { ...init, headers: { cookie }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      cookies.set(name!, value!)
    }
    return response
  }
}

describe.skipIf(!present)('mod_auth_mellon as a service provider', () => {
  it('signs its requests, and lets in whoever the portal says, once [MFA-SAML-001] [MFA-SAML-006]', async () => {
    const { browser } = tenant.administrator
    const xml = readFileSync(join(folder, 'urn_kaoban_mellon.xml'), 'utf8')
    await openApp(tenant)
    const facts = await browser.call(readProviderMetadata, { appId, xml })
    await browser.call(saveServiceProvider, { appId, version: 1, ...sampleProvider, ...facts, requestsSigned: true })
    const hanako = await tenant.addPerson({ loginId: 'hanako' })
    await withFactors(server, tenant, hanako)
    const { portal } = await browser.call(readSamlApp, { appId })
    writeFileSync(join(folder, 'portal.xml'), await (await fetch(portal.metadataUrl)).text())
    for (const name of ['www', 'run']) mkdirSync(join(folder, name))
    mkdirSync(join(folder, 'www', 'secret'))
    writeFileSync(join(folder, 'www', 'secret', 'page.html'), 'secret')
    const run = join(folder, 'run')
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'www-data'], { encoding: 'utf8' })))
    chownSync(run, uid!, gid!)
    execFileSync('chmod', ['-R', 'go+rX', folder])
    writeFileSync(join(folder, 'httpd.conf'), configuration(run))
    apache = spawn('apache2', ['-f', join(folder, 'httpd.conf'), '-D', 'FOREGROUND'], { stdio: 'ignore' })
    const open = visitor()
    for (let tries = 0; tries < 50; tries++) {
      if (
        await fetch(site).then(
          () => true,
          () => false,
        )
      )
        break
      await rest(100)
    }
    // mellon asks whether cookies are kept before it sends anybody away.
    let to = '/secret/page.html'
    while (!to.startsWith(portal.ssoUrl)) {
      const { status, headers } = await open(to)
      expect([302, 303]).toContain(status)
      to = headers.get('location')!
    }
    const { search } = new URL(to)
    expect(search).toContain('Signature=')
    const delivery = await signInTo(server, tenant, { binding: 'redirect', query: search }, 'hanako')
    const send = (response: string) =>
      open(delivery.action, {
        method: 'POST',
        body: new URLSearchParams({ SAMLResponse: response, RelayState: delivery.relayState }),
      })
    const forged = Buffer.from(Buffer.from(delivery.response, 'base64').toString().replace('hanako@sp', 'admin@sp'))
    expect((await send(forged.toString('base64'))).status).toBe(400)
    const back = await send(delivery.response)
    expect(back.headers.get('location')).toBe(`${site}/secret/page.html`)
    const page = await open('/secret/page.html')
    expect([page.status, page.headers.get('x-remote-user'), await page.text()]).toEqual([200, 'hanako@sp', 'secret'])
    expect((await send(delivery.response)).status).toBe(400)
  })
})
