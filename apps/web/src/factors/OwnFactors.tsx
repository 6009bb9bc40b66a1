import { readOwnFactors } from '@kaoban/contract'
import { useApi } from '../platform/api.ts'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText } from '../platform/notices.tsx'
import { FactorSections } from './FactorSections.tsx'
import classes from './factors.module.css'

/** The own factors, to be read. */
export function OwnFactors() {
  const { data, error } = useApi(readOwnFactors)
  return (
    <div className={classes.own}>
      {error && (
        <Notice tone="danger">
          <ProblemText error={error} />
        </Notice>
      )}
      {data && <FactorSections factors={data} own />}
    </div>
  )
}
