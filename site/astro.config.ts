import cloudflare from "@astrojs/cloudflare"
import type { Plugin } from "vite"
import { defineConfig, sessionDrivers } from "astro/config"

/** Astro leaves server code as it is; a Worker is uploaded and parsed at each start, so a third less of it counts. */
const minifiedWorker: Plugin = {
  name: "minified-worker",
  configEnvironment: (name) => (name === "ssr" ? { build: { minify: true } } : undefined),
}

/** One Worker: Hono in front, Astro behind. `main` in wrangler.toml is workers/index.ts, which mounts the pages. */
export default defineConfig({
  srcDir: "./site/src",
  publicDir: "./site/public",
  outDir: "./dist",
  output: "server",
  adapter: cloudflare({ imageService: "passthrough", remoteBindings: false }),
  session: { driver: sessionDrivers.lruCache() },
  build: { inlineStylesheets: "never" },
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0 }, plugins: [minifiedWorker] },
})
