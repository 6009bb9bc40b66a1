// node tools/run.mjs tools/face-golden.ts: writes packages/face/src/golden.json, what Node makes of the drawn face.
// Run it only after a deliberate change of models or pre-processing, together with a new recipe version.
import { writeFile } from 'node:fs/promises'
import { faceplugin, goldenFigures } from '@kaoban/face'
import { loadModels } from '@kaoban/face-node'

const figures = await goldenFigures({ runtime: await loadModels(faceplugin), manifest: faceplugin })
const rounded = JSON.stringify(figures, (_, value) =>
  typeof value === 'number' ? Number(value.toPrecision(7)) : value,
)
await writeFile(new URL('../packages/face/src/golden.json', import.meta.url), `${rounded}\n`)
