import { type ApiKeyScope, createClient, makeApiKey } from '@kaoban/contract'
import type { Browser, TestPerson, TestServer } from '../platform/testing.ts'

/** A program that holds a key: sends it with each request, keeps no cookies, knows no CSRF token. */
export interface KeyHolder extends Browser {
  apiKeyId: string
  secret: string
}

export async function openKey(
  server: TestServer,
  person: TestPerson,
  wanted: { name?: string; scope?: ApiKeyScope; days?: number } = {},
): Promise<KeyHolder> {
  const { apiKey, secret } = await person.browser.call(makeApiKey, {
    name: '夜間処理',
    scope: 'users.write',
    ...wanted,
  })
  return { ...holderOf(server, secret), apiKeyId: apiKey.apiKeyId, secret }
}

/** A program that sends this text as its key. */
export function holderOf(server: TestServer, secret: string): Browser {
  const send = (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${secret}`)
    return fetch(url, { ...init, headers, redirect: 'manual' })
  }
  return {
    call: createClient({ baseUrl: server.url, fetch: send }),
    cookies: new Map(),
    fetch: (path, init) => send(`${server.url}${path}`, init),
  }
}
