import { type AnswerOf, type CallOf, createClient, type EndpointShape } from '@kaoban/contract'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { asProblem, callHeaders, useApiAction } from './api.ts'

/** How much of what is being sent has gone. */
export interface Sent {
  done: number
  total: number
  startedAt: number
}

/** What `fetch` cannot do: tell how much of a body has gone. */
function sendWatched(
  url: string,
  { method = 'POST', headers, body }: RequestInit,
  { onSent, signal }: { onSent: (done: number, total: number) => void; signal: AbortSignal },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value)
    request.responseType = 'arraybuffer'
    request.upload.onprogress = ({ loaded, total }) => onSent(loaded, total)
    request.onload = () => {
      const media = request.getResponseHeader('content-type') ?? ''
      resolve(
        new Response(request.response as ArrayBuffer, { status: request.status, headers: { 'content-type': media } }),
      )
    }
    request.onerror = () => reject(new TypeError('the server cannot be reached'))
    request.onabort = () => reject(new DOMException('given up', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(body as FormData)
  })
}

/** Somebody gave the sending up: nothing to complain about. */
export function isGivenUp(error: unknown): boolean {
  return (asProblem(error)?.cause as { name?: unknown } | undefined)?.name === 'AbortError'
}

/** Sends files: as `useApiAction`, with how much has gone and a way to give up; who closes the page is asked first. */
export function useUpload<E extends EndpointShape>(shape: E, options: { refreshes: EndpointShape[] }) {
  const [sent, setSent] = useState<Sent>()
  const going = useRef<AbortController>(undefined)
  const through = useMemo(
    () =>
      createClient({
        headers: callHeaders,
        fetch: (url, init) => {
          const startedAt = Date.now()
          const onSent = (done: number, total: number) => setSent({ done, total, startedAt })
          going.current = new AbortController()
          return sendWatched(url, init, { onSent, signal: going.current.signal })
        },
      }),
    [],
  )
  const { run: send, busy } = useApiAction(shape, { ...options, through })
  const run = useCallback(
    async (input: CallOf<E>): Promise<AnswerOf<E>> => {
      try {
        return await (send as (input: CallOf<E>) => Promise<AnswerOf<E>>)(input)
      } finally {
        setSent(undefined)
      }
    },
    [send],
  )
  useAskBeforeClosing(busy)
  const cancel = useCallback(() => going.current?.abort(), [])
  return { run, busy, sent, cancel }
}

/** A page that is closed takes the upload with it; what the server has got goes on by itself [NFM-IMP-029]. */
function useAskBeforeClosing(busy: boolean): void {
  useEffect(() => {
    if (!busy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [busy])
}

/** Whether nobody on the way can read what is sent; the server takes secrets in no other way [MFA-SEC-001]. */
export function isEncrypted(): boolean {
  return window.isSecureContext
}
