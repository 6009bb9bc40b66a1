/** ZIP files for tests of apps, which may look into no package. */
export { plantZip } from '../packages/codecs/src/zip.testing.ts'
