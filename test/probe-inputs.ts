import type { UploadedFile } from '@kaoban/contract'

interface ProbeInput {
  /** Fields that the shape alone does not tell; merged over the generated ones. */
  input?: (known: ReadonlyMap<string, string>) => Record<string, unknown>
  files?: UploadedFile[]
  /** Why the rightful owner gets the same answer as a stranger here. */
  sameForOwner?: string
}

/** Inputs that cannot be made from the schema alone, by method and path. */
export const overrides: Record<string, ProbeInput> = {}
