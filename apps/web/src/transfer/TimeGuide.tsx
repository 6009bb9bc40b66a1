import { type ImportPace, readImportPace } from '@kaoban/contract'
import { useEffect, useState } from 'react'
import { useApi } from '../platform/api.ts'
import { formatDuration } from '../platform/dates.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import { extentOf } from './extent.ts'
import classes from './transfer.module.css'

/** What an import takes here, as the last ones did, and how long the chosen files will take [NFM-IMP-027]. */
export function TimeGuide({ files }: { files: readonly File[] }) {
  const say = useWord()
  const { locale } = useLanguage()
  const pace = useApi(readImportPace, {}, { staleTime: 60_000 }).data
  const seconds = useEstimate(files, pace)
  if (!pace) return null
  const time = (amount: number) => formatDuration(Math.max(1, amount), locale)
  return (
    <p className={classes.hint}>
      {say(pace.measured ? 'imports.pace.measured' : 'imports.pace.promised', {
        rows: time(pace.perRow * 1000),
        pictures: time(pace.perPicture * 1000),
      })}
      {seconds !== undefined && <strong> {say('imports.pace.these', { time: time(seconds) })}</strong>}
    </p>
  )
}

function useEstimate(files: readonly File[], pace: ImportPace | undefined): number | undefined {
  const [seconds, setSeconds] = useState<number>()
  useEffect(() => {
    let current = true
    setSeconds(undefined)
    if (files.length > 0 && pace)
      void estimate(files, pace)
        .then((found) => current && setSeconds(found))
        .catch(() => {})
    return () => {
      current = false
    }
  }, [files, pace])
  return seconds
}

async function estimate(files: readonly File[], { perRow, perPicture }: ImportPace): Promise<number | undefined> {
  let seconds = 0
  for (const file of files) {
    const extent = /\.jpe?g$/i.test(file.name) ? { rows: 0, pictures: 1 } : await extentOf(file)
    if (!extent) return undefined
    seconds += extent.rows * perRow + extent.pictures * perPicture
  }
  return seconds
}
