import { spawnSync } from "node:child_process"
import { cp, glob, mkdir, readFile, stat } from "node:fs/promises"
import { gzipSync } from "node:zlib"
import { fontFiles } from "../forge/fonts.ts"
import { builtConfig, fail, inRoot, root } from "./paths.ts"

const sources = [
  "workers/**/*",
  "site/src/**/*",
  "site/astro.config.ts",
  "schemas/**/*",
  "seeds/**/*",
  "package-lock.json",
  "wrangler.toml",
  ".dev.vars",
  ".env",
]
// Wrangler keeps its own files beside the sandbox's configuration, and tests are not built.
const notBuilt = /\.wrangler|\.test\.ts$|^workers\/(test|cli|sandbox|simulation)\//

/** Puts the brand's font files where the Worker serves its assets from. */
export async function copyFonts(): Promise<void> {
  await mkdir(inRoot("site/public/fonts"), { recursive: true })
  await Promise.all(fontFiles.map(({ file, path }) => cp(inRoot(`node_modules/${path}`), inRoot(`site/public/fonts/${file}`))))
}

/** Builds the Worker and the site, unless the last build is newer than every source. */
export async function build({ force = false } = {}): Promise<void> {
  await copyFonts()
  const built = await stat(builtConfig).catch(() => null)
  if (!force && built && (await newest()) < built.mtimeMs) return
  console.log("Building the Worker and the site …")
  const { status, stdout, stderr } = spawnSync("astro", ["build", "--root", ".", "--config", "site/astro.config.ts"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1" },
  })
  if (status !== 0) fail(`The build failed:\n${`${stdout}${stderr}`.split("\n").slice(-25).join("\n")}`)
}

async function newest(): Promise<number> {
  let latest = 0
  for await (const file of glob(sources, { cwd: root })) {
    if (notBuilt.test(file)) continue
    const found = await stat(inRoot(file))
    if (found.isFile()) latest = Math.max(latest, found.mtimeMs)
  }
  return latest
}

/** What `deploy` uploads, and how large it is: Cloudflare counts the compressed size (10 MB on the paid plan). */
export async function sizes(): Promise<{ files: number; bytes: number; gzip: number }> {
  let [files, bytes, gzip] = [0, 0, 0]
  for await (const file of glob(["**/*.mjs", "**/*.wasm"], { cwd: inRoot("dist/server") })) {
    const content = await readFile(inRoot(`dist/server/${file}`))
    files++
    bytes += content.byteLength
    gzip += gzipSync(content).byteLength
  }
  return { files, bytes, gzip }
}

if (import.meta.main) {
  await build({ force: true })
  const { files, bytes, gzip } = await sizes()
  console.log(`dist/server: ${files} modules, ${(bytes / 1e6).toFixed(2)} MB, ${(gzip / 1e6).toFixed(2)} MB gzip`)
}
