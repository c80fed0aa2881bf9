import { readFile } from "node:fs/promises"
import { builtinModules } from "node:module"
import { basename } from "node:path"
import { build, type Plugin } from "esbuild"
import { inRoot, root } from "#workers/cli/paths.ts"

export type Module = { type: "ESModule" | "CompiledWasm"; path: string; contents: string | Uint8Array<ArrayBuffer> }

/** Loads `x?raw` as text, as Vite does, and leaves WebAssembly beside the bundle, compiled as the platform does. */
const asInTheShop = (found: Map<string, string>): Plugin => ({
  name: "as-in-the-shop",
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /\?raw$/ }, async ({ path, ...from }) => {
      const file = await resolve(path.replace(/\?raw$/, ""), { ...from, kind: "import-statement" })
      return { path: file.path, namespace: "raw", errors: file.errors }
    })
    onLoad({ filter: /.*/, namespace: "raw" }, async ({ path }) => ({ contents: await readFile(path, "utf8"), loader: "text" }))
    onResolve({ filter: /\.wasm(\?module)?$/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === "seen") return undefined
      const file = await resolve(path.replace("?module", ""), { ...from, kind: "import-statement", pluginData: "seen" })
      const name = basename(file.path)
      found.set(name, file.path)
      return { path: `./${name}`, external: true, errors: file.errors }
    })
  },
})

const builtin = new RegExp(`^(node:)?(${builtinModules.filter((name) => !name.startsWith("_")).join("|")})$`)

/** Node's modules come from the platform. CommonJS packages require them, which a module Worker cannot, so an import stands between. */
const fromThePlatform: Plugin = {
  name: "from-the-platform",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: builtin }, ({ path, kind }) => {
      const name = path.startsWith("node:") ? path : `node:${path}`
      return kind === "require-call" ? { path: name, namespace: "required" } : { path: name, external: true }
    })
    onLoad({ filter: /.*/, namespace: "required" }, ({ path }) => ({
      contents: `import whole from ${JSON.stringify(path)}\nmodule.exports = whole`,
      loader: "js",
    }))
  },
}

/** The simulation's Worker as modules for workerd. It is built in memory and is no part of the shop's own bundle. */
export async function bundle(): Promise<Module[]> {
  const wasm = new Map<string, string>()
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [inRoot("workers/simulation/worker.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["module", "main"],
    external: ["cloudflare:*"],
    plugins: [asInTheShop(wasm), fromThePlatform],
    logLevel: "silent",
  })
  const main: Module = { type: "ESModule", path: "worker.js", contents: outputFiles[0]?.text ?? "" }
  const compiled = await Promise.all(
    Array.from(wasm, async ([path, from]): Promise<Module> => ({
      type: "CompiledWasm",
      path,
      contents: new Uint8Array(await readFile(from)),
    })),
  )
  return [main, ...compiled]
}
