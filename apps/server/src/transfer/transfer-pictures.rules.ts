import { headerOf, type MfaCode, mfaFault } from '@kaoban/codecs'
import type { ImportFault, ImportLayout } from '@kaoban/contract'
import type { QualityReason } from '@kaoban/face'
import type { JudgedPhoto } from '@kaoban/face-node'
import type { MessageKey } from '@kaoban/messages'

type Layout = ImportLayout

/** What was seen in a picture that came with a list. */
export interface Finding {
  /** It is no picture that can be read: damaged, of another kind, too large, or too slow to look at. */
  unreadable: boolean
  /** Why the face in it is not registered, the most important first. */
  reasons: QualityReason[]
  /** It is smaller than is good, and taken all the same [MFA-FACE-005]. */
  small: boolean
}

/** Least sides of a face, and of the shorter side of its picture, in pixels [MFA-FACE-003, MFA-FACE-005]. */
const mfaFace = 200
const mfaPicture = 300

export function findingOf({ verdict, face, width, height }: JudgedPhoto, layout: Layout): Finding {
  const reasons = [...verdict.reasons]
  const isMfa = layout === 'mfa'
  if (isMfa && face && Math.min(face.box.width, face.box.height) < mfaFace && !reasons.includes('too-small'))
    reasons.push('too-small')
  return { unreadable: false, reasons, small: isMfa && Math.min(width, height) < mfaPicture }
}

/** Codes of MFA-FACE-011; what they leave out is low quality in other words. */
const faults: Readonly<Record<QualityReason, { code: string; message: MessageKey }>> = {
  'no-face': { code: 'FACE_NONE', message: 'imports.face.none' },
  'several-faces': { code: 'FACE_MULTIPLE', message: 'imports.face.several' },
  'too-small': { code: 'FACE_SMALL', message: 'imports.face.small' },
  'too-large': { code: 'FACE_LOWQUALITY', message: 'imports.face.large' },
  'near-border': { code: 'FACE_LOWQUALITY', message: 'imports.face.border' },
  pose: { code: 'FACE_POSE', message: 'imports.face.pose' },
  'too-dark': { code: 'FACE_LOWQUALITY', message: 'imports.face.dark' },
  'too-bright': { code: 'FACE_LOWQUALITY', message: 'imports.face.bright' },
  backlight: { code: 'FACE_LOWQUALITY', message: 'imports.face.backlight' },
  'uneven-light': { code: 'FACE_LOWQUALITY', message: 'imports.face.uneven' },
  blurred: { code: 'FACE_BLUR', message: 'imports.face.blurred' },
  mask: { code: 'FACE_MASK', message: 'imports.face.mask' },
  sunglasses: { code: 'FACE_EYES', message: 'imports.face.sunglasses' },
  'eyes-closed': { code: 'FACE_EYES', message: 'imports.face.eyes' },
  greyscale: { code: 'FACE_LOWQUALITY', message: 'imports.face.grey' },
  screen: { code: 'FACE_LOWQUALITY', message: 'imports.face.screen' },
}

/** Why the face of a photograph is not registered, in words. */
export function refusalWords(reason: QualityReason): MessageKey {
  return faults[reason].message
}

export interface PictureVerdict {
  /** Its face is registered with the row. */
  usable: boolean
  faults: ImportFault[]
}

/** A picture as it is stored beside the rows. */
export interface SeenPicture {
  name: string
  /** Undefined: nobody has looked at it. */
  finding: Finding | undefined
  /** There is a face to be registered; false for a good picture whose time is over. */
  kept: boolean
}

/**
 * What the picture of a row means for it. Whatever is wrong with the face lets the row go on without it [NFM-IMP-028];
 * a file that is no picture fails a row of the multi-factor product [MFA-FACE-010].
 */
export function pictureVerdict({ name, finding, kept }: SeenPicture, layout: Layout, line: number): PictureVerdict {
  const refused = (code: string, reason: MessageKey): PictureVerdict => ({
    usable: false,
    faults: [pictureFault(layout, line, code, reason)],
  })
  if (finding === undefined) return { usable: false, faults: [] }
  if (finding.unreadable && layout === 'mfa') {
    const fault = mfaFault('row', 'MFA-E-IMG-FORMAT', { line, column: mfaColumn, params: { name } })
    return { usable: false, faults: [fault as ImportFault] }
  }
  if (finding.unreadable) return refused('FACE_UNREADABLE', 'imports.face.unreadable')
  const [first, ...others] = finding.reasons.map((reason) => faults[reason])
  if (first)
    return {
      usable: false,
      faults: [
        pictureFault(layout, line, first.code, first.message),
        ...others.map(({ code, message }) => pictureWarning(layout, line, code, message)),
      ],
    }
  if (!kept) return refused('FACE_EXPIRED', 'imports.face.expired')
  const small = finding.small ? [pictureWarning(layout, line, 'FACE_PICTURE_SMALL', 'imports.face.pictureSmall')] : []
  return { usable: true, faults: small }
}

const mfaColumn = 'template55'
const notEnrolled: MfaCode = 'MFA-W-FACE'

/** The person is saved, the face is not: said in the words of either product, with the reason. */
export function pictureFault(layout: Layout, line: number, code: string, reason: MessageKey): ImportFault {
  if (layout === 'mfa')
    return { ...mfaFault('warning', notEnrolled, { line, column: mfaColumn, labels: { reason } }), code } as ImportFault
  return { ...pictureWarning(layout, line, code, 'MSG-IMP-028'), remedy: reason }
}

/** Something worth saying of a picture. */
export function pictureWarning(
  layout: Layout,
  line: number,
  code: string,
  message: MessageKey,
  params?: ImportFault['params'],
): ImportFault {
  const column = layout === 'mfa' ? mfaColumn : headerOf('picture')
  return { level: 'warning', code, message, line, column, ...(params && { params }) }
}
