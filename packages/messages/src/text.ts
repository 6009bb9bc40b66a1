/** The languages of the product; the first is the default. [NFM-GEN-002] */
export const locales = ['ja', 'en'] as const
export type Locale = (typeof locales)[number]

/** One visible text in every language; `{name}` marks a value filled in by {@link word}. */
export type Text = Readonly<Record<Locale, string>>

export type Strings = Readonly<Record<string, Text>>

/** Texts of one area; every key starts with the area's name, so no two areas can claim the same key. */
export type Area<Name extends string> = Readonly<Record<`${Name}.${string}`, Text>>
