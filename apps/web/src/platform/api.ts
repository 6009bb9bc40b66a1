import {
  type AnswerOf,
  type Call,
  type CallOf,
  createClient,
  type EndpointShape,
  KaobanError,
  type KaobanError as KaobanErrorType,
} from '@kaoban/contract'
import {
  keepPreviousData,
  MutationCache,
  notifyManager,
  QueryCache,
  QueryClient,
  type UseQueryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback } from 'react'

function cookie(name: string): string | undefined {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`))
  return found === undefined ? undefined : decodeURIComponent(found.slice(name.length + 1))
}

export function callHeaders(shape: EndpointShape): Record<string, string> {
  const headers: Record<string, string> = { 'accept-language': document.documentElement.lang }
  const token = cookie('kb_csrf')
  if (shape.method !== 'GET' && token !== undefined) headers['x-csrf-token'] = token
  return headers
}

/** Calls an endpoint of the contract; use it in hooks and event handlers, `useApi` in components. */
export const call = createClient({ headers: callHeaders })

export function asProblem(error: unknown): KaobanErrorType | undefined {
  return error instanceof KaobanError ? error : undefined
}

/** The request never got an answer: the server or the network is away. */
export function isUnreachable(error: unknown): boolean {
  const problem = asProblem(error)
  return problem?.code === 'server.busy' && problem.details?.status === undefined
}

export function isSessionLost(error: unknown): boolean {
  const code = asProblem(error)?.code
  return code === 'session.expired' || code === 'request.unauthenticated'
}

type Listener = (error: KaobanErrorType) => void
const lostListeners = new Set<Listener>()

/** Tells when any call found the session ended or the portal closed; returns the way to stop listening. */
export function onSessionLost(listener: Listener): () => void {
  lostListeners.add(listener)
  return () => lostListeners.delete(listener)
}

function notice(error: unknown): void {
  if (isSessionLost(error) || asProblem(error)?.code === 'portal.maintenance')
    for (const listener of lostListeners) listener(error as KaobanErrorType)
}

export function createQueryClient(): QueryClient {
  // Who awaits an answer and then navigates must find the page already knowing it: no timer in between.
  notifyManager.setScheduler(queueMicrotask)
  return new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => asProblem(error)?.code === 'server.busy' && failures < 2,
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4000),
        staleTime: 10_000,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

export function queryKeyOf(shape: EndpointShape, input?: unknown): unknown[] {
  return input === undefined ? [shape.method, shape.path] : [shape.method, shape.path, input]
}

type ReadOptions<Answer> = Omit<UseQueryOptions<Answer, Error>, 'queryKey' | 'queryFn'> & {
  /** Shows the former answer while the next one is on its way. */
  keepPrevious?: boolean
}

/** Reads an endpoint: `const users = useApi(listUsers, { page: 1 })`; answers as in TanStack Query. */
export function useApi<E extends EndpointShape>(shape: E, input?: CallOf<E>, options: ReadOptions<AnswerOf<E>> = {}) {
  const { keepPrevious, ...rest } = options
  return useQuery<AnswerOf<E>, Error>({
    queryKey: queryKeyOf(shape, input ?? {}),
    queryFn: () => callWith(shape, input),
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
    ...rest,
  })
}

function callWith<E extends EndpointShape>(
  shape: E,
  input: CallOf<E> | undefined,
  through: Call = call,
): Promise<AnswerOf<E>> {
  return (through as (shape: E, input?: CallOf<E>) => Promise<AnswerOf<E>>)(shape, input)
}

interface ActionOptions<E extends EndpointShape> {
  /** Endpoints whose answers are read again afterwards; every answer on the page when not said. */
  refreshes?: EndpointShape[]
  onDone?: (answer: AnswerOf<E>, input: CallOf<E>) => void
  /** Another client than the page's own. */
  through?: Call
}

/**
 * Changes something: `const create = useApiAction(createUser)`, then `await create.run({ … })`.
 * `run` throws KaobanError; `create.busy` is true meanwhile.
 */
export function useApiAction<E extends EndpointShape>(shape: E, options: ActionOptions<E> = {}) {
  const queries = useQueryClient()
  const mutation = useMutation<AnswerOf<E>, Error, CallOf<E>>({
    mutationFn: (input) => callWith(shape, input, options.through),
    onSuccess: async (answer, input) => {
      options.onDone?.(answer, input)
      if (options.refreshes === undefined) await queries.invalidateQueries()
      else for (const read of options.refreshes) await queries.invalidateQueries({ queryKey: queryKeyOf(read) })
    },
  })
  const { mutateAsync } = mutation
  // The same function as long as the component lives: effects depend on it.
  const run = useCallback(
    (...input: keyof CallOf<E> extends never ? [] : [CallOf<E>]) => mutateAsync((input[0] ?? {}) as CallOf<E>),
    [mutateAsync],
  )
  return {
    run,
    busy: mutation.isPending,
    error: mutation.error,
    answer: mutation.data,
    reset: mutation.reset,
  }
}
