import { writeFile } from "node:fs/promises"
import { examples } from "./check/settings.ts"
import { inRoot } from "./paths.ts"

/** `npm run settings`: writes .dev.vars.example and .env.example from the shapes that the adapters declare. */
for (const [file, text] of Object.entries(examples())) {
  await writeFile(inRoot(file), text)
  console.log(`wrote ${file}`)
}
