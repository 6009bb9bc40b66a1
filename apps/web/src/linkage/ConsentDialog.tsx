import { type AnswerOf, agreeToLinkage, readLinkage } from '@kaoban/contract'
import { Button, Modal } from '@mantine/core'
import { useApiAction } from '../platform/api.ts'
import { useWord } from '../platform/language.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import classes from './linkage.module.css'

interface Props {
  linkage: AnswerOf<typeof readLinkage>
  onClose: () => void
}

/** The personal-data notice, with 同意する [NFM-LNK-005, NFM-LNK-006]. */
export function ConsentDialog({ linkage: { kind, serviceName: service }, onClose }: Props) {
  const say = useWord()
  const agree = useApiAction(agreeToLinkage, { refreshes: [readLinkage] })
  const shared = ['names', ...(kind === 'persons' ? ['faces'] : ['face', 'mail'])] as const
  const confirm = async () => {
    try {
      await agree.run({ version: 1 })
      showDone('linkage.notice.done')
      onClose()
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('linkage.notice.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.dialog}>
        <p>{say('linkage.notice.lead', { service })}</p>
        <ul>
          {shared.map((what) => (
            <li key={what}>{say(`linkage.notice.${what as 'names'}`)}</li>
          ))}
        </ul>
        <p>{say('linkage.notice.when')}</p>
        <p>{say('linkage.notice.declare')}</p>
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {say('LBL-GEN-cancel')}
          </Button>
          <Button loading={agree.busy} onClick={() => void confirm()}>
            {say('LBL-LNK-agree')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
