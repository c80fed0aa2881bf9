import { glob, readFile } from "node:fs/promises"
import { parse } from "yaml"
import { Brand } from "#schemas/brand.ts"
import { root, inRoot } from "../paths.ts"
import { seedBriefs } from "../seed.ts"
import type { Finding } from "./tool.ts"

/** Every file of data under seeds/ can be read, and the brand and the briefs fit their schemas. The tests beside them look deeper. */
export async function seeds(): Promise<Finding> {
  const wrong: string[] = []
  let count = 0
  for await (const file of glob("seeds/**/*.{json,yaml}", { cwd: root })) {
    count++
    const text = await readFile(inRoot(file), "utf8")
    try {
      const data: unknown = file.endsWith(".json") ? JSON.parse(text) : parse(text)
      if (file === "seeds/brand.yaml") Brand.parse(data)
      if (file === "seeds/briefs.yaml") await seedBriefs()
    } catch (error) {
      wrong.push(`${file}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { wrong, note: `${count} files` }
}
