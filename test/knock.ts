import { type EndpointShape, isMultipart, type UploadedFile } from '@kaoban/contract'
import type { Browser } from '../apps/server/src/platform/testing.ts'

const anyFile: UploadedFile = { field: 'file', name: 'file.bin', bytes: new Uint8Array(8) }

/** Calls an endpoint as pages do: parameters in the path, what is left in the query, the form or the body. */
export async function knock(
  browser: Browser,
  shape: EndpointShape,
  input: Record<string, unknown>,
  files: readonly UploadedFile[] = [anyFile],
): Promise<{ status: number; text: string }> {
  const body = { ...input }
  const path = shape.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const part = String(body[name])
    delete body[name]
    return encodeURIComponent(part)
  })
  const headers: Record<string, string> = { 'x-csrf-token': browser.cookies.get('kb_csrf') ?? '' }
  const init: RequestInit = { method: shape.method, headers }
  let query = ''
  if (shape.method === 'GET')
    query = `?${new URLSearchParams(Object.entries(body).map(([name, one]) => [name, String(one)]))}`
  else if (isMultipart(shape)) {
    const form = new FormData()
    form.append('input', JSON.stringify(body))
    for (const file of files) form.append(file.field, new Blob([file.bytes as Uint8Array<ArrayBuffer>]), file.name)
    init.body = form
  } else {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(body)
  }
  const response = await browser.fetch(`${path}${query}`, init)
  return { status: response.status, text: await response.text() }
}

export function codeOf(text: string): string {
  return /"code":"([a-z.-]+)"/.exec(text)?.[1] ?? ''
}
