import { z } from 'zod'

/** Values by property name: `userId` of path, query or body becomes the known id. */
export type KnownValues = ReadonlyMap<string, string>

export interface Sample {
  value: Record<string, unknown>
  /** Names of properties that were filled with known ids. */
  used: string[]
}

interface Schema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minimum?: number
  minLength?: number
  items?: Schema
  minItems?: number
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  default?: unknown
}

/** Makes an input that a schema accepts, as far as its shape tells; ids come from `known`. */
export function sampleInput(schemas: (z.ZodType | undefined)[], known: KnownValues): Sample {
  const used: string[] = []
  const value: Record<string, unknown> = {}
  for (const schema of schemas)
    if (schema !== undefined)
      Object.assign(
        value,
        sample(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema, '', known, used),
      )
  return { value, used }
}

function sample(schema: Schema, name: string, known: KnownValues, used: string[]): unknown {
  const id = known.get(name)
  if (id !== undefined && schema.type !== 'array' && schema.type !== 'object') {
    used.push(name)
    return id
  }
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return sample(choices.find((choice) => mentionsKnown(choice, known)) ?? choices[0]!, name, known, used)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part, name, known, used)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') {
    const entries = Object.entries(schema.properties ?? {}).filter(
      ([property, inner]) =>
        (schema.required ?? []).includes(property) ||
        known.has(property) ||
        known.has(singular(property)) ||
        mentionsKnown(inner, known),
    )
    return Object.fromEntries(entries.map(([property, inner]) => [property, sample(inner, property, known, used)]))
  }
  if (type === 'array') return schema.items ? [sample(schema.items, singular(name), known, used)] : []
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  if (type === 'boolean') return false
  if (type === 'string') return sampleText(schema)
  return null
}

function mentionsKnown(schema: Schema, known: KnownValues): boolean {
  return (
    Object.entries(schema.properties ?? {}).some(
      ([name, inner]) => known.has(name) || known.has(singular(name)) || mentionsKnown(inner, known),
    ) ||
    (schema.items !== undefined && mentionsKnown(schema.items, known))
  )
}

function singular(name: string): string {
  return name.endsWith('s') ? name.slice(0, -1) : name
}

function sampleText(schema: Schema): string {
  if (schema.format === 'uuid') return '01890a5d-ac96-774b-bcce-b302099a8057'
  if (schema.format === 'email') return 'someone@example.jp'
  if (schema.format === 'date-time') return '2026-01-01T00:00:00Z'
  if (schema.format === 'date') return '2026-01-01'
  if (schema.format === 'uri') return 'https://example.jp/'
  return 'x'.repeat(Math.max(schema.minLength ?? 0, 8))
}
