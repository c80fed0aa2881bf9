import { convertToTSX } from "@astrojs/compiler"
import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { dirname, relative } from "node:path"
import { inRoot, root } from "../paths.ts"
import { run, type Finding } from "./tool.ts"

const mirror = ".astro/check"

const config = {
  extends: "../../tsconfig.json",
  compilerOptions: {
    rootDirs: [".", "../.."],
    jsxImportSource: "astro",
    paths: { "#site/*": ["../../site/*", "./site/*"] },
    incremental: true,
    tsBuildInfoFile: "../types.json",
  },
  include: ["./globals.d.ts", "./site/**/*.tsx", ...["schemas", "seeds", "workers", "site"].map((area) => `../../${area}`)],
}

/**
 * One run of tsc over the TypeScript and the pages. `astro check` drives TypeScript's JavaScript API, which TypeScript 7
 * does not have; so each .astro file is written as TSX beside the tree (rootDirs joins both) and tsc reads that.
 */
export async function types(): Promise<Finding> {
  await rm(inRoot(mirror), { recursive: true, force: true })
  let pages = 0
  for await (const file of glob("site/src/**/*.astro", { cwd: root })) {
    const { code } = await convertToTSX(await readFile(inRoot(file), "utf8"), { filename: file })
    const target = inRoot(`${mirror}/${file}.tsx`)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"))
    pages++
  }
  await writeFile(inRoot(`${mirror}/globals.d.ts`), '/// <reference types="astro/env" />\n/// <reference types="astro/astro-jsx" />\n')
  await writeFile(inRoot(`${mirror}/tsconfig.json`), JSON.stringify(config, null, 2))
  const { code, lines } = await run("tsc", ["-p", `${mirror}/tsconfig.json`])
  const shown = lines.map((line) => line.replace(`${mirror}/`, "").replace(/\.astro\.tsx\(\d+,\d+\)/, ".astro"))
  return { wrong: code === 0 ? [] : shown, note: `${pages} .astro files with it, as ${relative(root, inRoot(mirror))}/**.tsx` }
}
