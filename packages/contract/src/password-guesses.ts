/** Rows and columns of the keyboards people walk along, and the alphabet. */
const walks = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop@[',
  'asdfghjkl;:]',
  'zxcvbnm,.',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.',
  '!@#$%^&*()',
  '!"#$%&()=~',
]

/** Words that stand at the front of every list of leaked passwords, Japanese ones included. */
const commonWords = [
  ...['password', 'passw0rd', 'passwd', 'pass', 'pwd', 'secret', 'letmein', 'welcome', 'login', 'logon', 'access'],
  ...['admin', 'administrator', 'root', 'user', 'guest', 'test', 'testing', 'demo', 'default', 'changeme', 'temp'],
  ...['master', 'system', 'server', 'super', 'manager', 'office', 'company', 'kaisha', 'initial', 'hello', 'kaoban'],
  ...['windows', 'microsoft', 'google', 'apple', 'samsung', 'sony', 'nintendo', 'pokemon', 'pikachu', 'doraemon'],
  ...['iloveyou', 'love', 'sunshine', 'princess', 'angel', 'dragon', 'monkey', 'tiger', 'shadow', 'superman', 'batman'],
  ...['football', 'baseball', 'soccer', 'basketball', 'yakyu', 'hockey', 'killer', 'freedom', 'whatever', 'trustno'],
  ...['michael', 'daniel', 'jordan', 'charlie', 'jessica', 'ashley', 'taro', 'hanako', 'yamada', 'tanaka', 'suzuki'],
  ...['sakura', 'arigato', 'konnichiwa', 'nihon', 'nippon', 'japan', 'tokyo', 'osaka', 'kyoto', 'fuji', 'fujisan'],
  ...['anime', 'naruto', 'neko', 'inu', 'daisuki', 'aishiteru', 'himitsu', 'pasuwado', 'reiwa', 'heisei', 'showa'],
  ...['spring', 'summer', 'autumn', 'winter', 'haru', 'natsu', 'aki', 'fuyu'],
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november'],
  ...['december', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
]

const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Characters that must be left when everything a guesser tries first has been taken away. */
const leastSurprise = 4

/**
 * Whether a password is made of what guessers try first: leaked words, keyboard walks, sequences, repetitions,
 * years, and the owner's own words, with letters replaced by look-alikes and a little tail changing nothing.
 */
export function isEasilyGuessed(text: string, ownWords: readonly string[] = []): boolean {
  const lower = text.toLowerCase()
  if (isRepetition(lower)) return true
  const words = new Set([...commonWords, ...ownWords.flatMap(wordsIn)])
  const plain = [...lower].map((character) => lookalikes[character] ?? character).join('')
  return surpriseOf(lower, plain, words) < leastSurprise
}

function wordsIn(text: string): string[] {
  const lower = text.toLowerCase()
  return [lower, ...lower.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length >= 3)
}

/** One unit of up to half the text, again and again: 1111…, abcabc…, 12341234. */
function isRepetition(text: string): boolean {
  for (let unit = 1; unit <= Math.min(6, text.length / 2); unit++)
    if (
      text ===
      text
        .slice(0, unit)
        .repeat(Math.ceil(text.length / unit))
        .slice(0, text.length)
    )
      return true
  return false
}

/** Fewest characters that remain when the text is covered with guessable pieces. */
function surpriseOf(lower: string, plain: string, words: ReadonlySet<string>): number {
  const best = new Array<number>(lower.length + 1).fill(Number.POSITIVE_INFINITY)
  best[0] = 0
  for (let start = 0; start < lower.length; start++) {
    best[start + 1] = Math.min(best[start + 1]!, best[start]! + 1)
    for (const length of guessablePieces(lower, plain, start, words))
      best[start + length] = Math.min(best[start + length]!, best[start]!)
  }
  return best[lower.length]!
}

function* guessablePieces(lower: string, plain: string, start: number, words: ReadonlySet<string>): Generator<number> {
  for (const word of words) if (lower.startsWith(word, start) || plain.startsWith(word, start)) yield word.length
  const year = /^(?:19|20)\d\d/.exec(lower.slice(start, start + 4))
  if (year) yield 4
  let run = 1
  while (lower[start + run] === lower[start]) run++
  if (run >= 3) yield run
  for (const walk of walks)
    for (const line of [walk, [...walk].reverse().join('')]) {
      let length = 3
      if (!line.includes(lower.slice(start, start + length)) || start + length > lower.length) continue
      while (start + length < lower.length && line.includes(lower.slice(start, start + length + 1))) length++
      yield length
    }
}
