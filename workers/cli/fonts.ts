import { cp, mkdir } from "node:fs/promises"
import { fontFiles } from "../forge/fonts.ts"

/** Copies the brand's font files from their packages to where the Worker serves its assets from. */
const root = new URL("../../", import.meta.url)
const target = new URL("site/public/fonts/", root)
await mkdir(target, { recursive: true })
for (const { file, path } of fontFiles) await cp(new URL(`node_modules/${path}`, root), new URL(file, target))
