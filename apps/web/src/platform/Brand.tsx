import classes from './Brand.module.css'

/** The mark: a rounded square with two eyes and a mouth that is a key-hole. */
export function BrandMark({ size = 32 }: { size?: number }) {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect className={classes.plate} width="32" height="32" rx="8" />
      <circle cx="10.5" cy="11.5" r="2.5" />
      <circle cx="21.5" cy="11.5" r="2.5" />
      <path d="M16 16.5a3.5 3.5 0 0 1 2 6.37l.8 3.63h-5.6l.8-3.63a3.5 3.5 0 0 1 2-6.37z" />
    </svg>
  )
}

/** Mark and name; the name is the same in every language. */
export function WordMark({ size = 28 }: { size?: number }) {
  return (
    <span className={classes.word}>
      <BrandMark size={size} />
      <span>
        Kaoban <span lang="ja">顔番</span>
      </span>
    </span>
  )
}
