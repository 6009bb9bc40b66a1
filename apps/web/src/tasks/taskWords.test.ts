import type { TaskRow } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { endedSince, labelOf } from './taskWords.ts'

const task = (taskId: string, state: TaskRow['state']) => ({ taskId, state }) as TaskRow

describe('the watch over tasks', () => {
  it('notices those that ended before its eyes, and no others', () => {
    const before = [task('a', 'running'), task('b', 'waiting'), task('c', 'done'), task('d', 'running')]
    const now = [task('a', 'done'), task('b', 'failed'), task('c', 'done'), task('d', 'running'), task('e', 'done')]
    expect(endedSince(before, now).map(({ taskId }) => taskId)).toEqual(['a', 'b'])
    expect(endedSince([], now)).toEqual([])
  })

  it('has a name for a kind that this build does not know', () => {
    const views = [{ kind: 'known', label: 'LBL-USR-list' } as const]
    expect(labelOf({ kind: 'known' }, views, String)).toBe('LBL-USR-list')
    expect(labelOf({ kind: 'newer' }, views, String)).toBe('tasks.kind.other')
  })
})
