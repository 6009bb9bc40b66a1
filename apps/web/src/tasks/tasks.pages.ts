import type { Feature } from '../platform/feature.ts'
import { WatchTasks } from './WatchTasks.tsx'

export const tasks: Feature = {
  pages: [
    {
      path: '/tasks/$taskId',
      frame: 'portal',
      title: 'tasks.title',
      needs: 'self',
      load: () => import('./TaskPage.tsx').then((file) => file.TaskPage),
    },
  ],
  background: WatchTasks,
}
