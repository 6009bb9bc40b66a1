import { type AnswerOf, type CallOf, type EndpointShape, isMultipart } from './endpoint.ts'
import { KaobanError } from './error.ts'
import type { Problem } from './problems.ts'

export interface ClientOptions {
  /** Origin of the server, empty for the page's own. */
  baseUrl?: string
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Headers added to each call: CSRF token, language, signature of a terminal. */
  headers?: (shape: EndpointShape, path: string) => Record<string, string> | Promise<Record<string, string>>
}

export type Call = <E extends EndpointShape>(
  shape: E,
  ...input: keyof CallOf<E> extends never ? [] : [CallOf<E>]
) => Promise<AnswerOf<E>>

/**
 * A typed client made from the contract: `call(listUsers, { page: 2 })`.
 * @throws KaobanError with the server's problem code; `server.busy` when the server cannot be reached.
 */
export function createClient(options: ClientOptions = {}): Call {
  const send = options.fetch ?? ((url, init) => fetch(url, init))
  return async (shape, ...args) => {
    const input = { ...(args[0] as Record<string, unknown> | undefined) }
    const path = fillPath(shape.path, input)
    const headers = new Headers(await options.headers?.(shape, path))
    const init: RequestInit = { method: shape.method, headers, credentials: 'same-origin' }
    let query = ''
    if (shape.method === 'GET') query = queryText(input)
    else if (isMultipart(shape)) init.body = formOf(input)
    else {
      headers.set('content-type', 'application/json')
      init.body = JSON.stringify(input)
    }
    let response: Response
    try {
      response = await send(`${options.baseUrl ?? ''}${path}${query}`, init)
    } catch (cause) {
      throw new KaobanError('server.busy', 'the server cannot be reached', { cause })
    }
    if (!response.ok) throw await problemOf(response)
    if ('media' in shape.answer) return new Uint8Array(await response.arrayBuffer()) as AnswerOf<typeof shape>
    return (response.status === 204 ? undefined : await response.json()) as AnswerOf<typeof shape>
  }
}

function fillPath(path: string, input: Record<string, unknown>): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = input[name]
    delete input[name]
    return encodeURIComponent(String(value))
  })
}

function queryText(input: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value === null || value === '') continue
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

function formOf(input: Record<string, unknown>): FormData {
  const { files, ...fields } = input as { files: { field: string; name: string; bytes: Uint8Array | Blob }[] }
  const form = new FormData()
  form.append('input', JSON.stringify(fields))
  for (const { field, name, bytes } of files)
    form.append(field, bytes instanceof Blob ? bytes : new Blob([bytes as Uint8Array<ArrayBuffer>]), name)
  return form
}

async function problemOf(response: Response): Promise<KaobanError> {
  const problem = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined
  return new KaobanError(
    problem?.code ?? (response.status === 413 ? 'request.too-large' : 'server.busy'),
    problem?.message ?? response.statusText,
    {
      details: { ...problem?.details, status: response.status, requestId: problem?.requestId },
    },
  )
}
