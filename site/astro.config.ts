import cloudflare from "@astrojs/cloudflare"
import { defineConfig, sessionDrivers } from "astro/config"

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
  vite: { build: { assetsInlineLimit: 0 } },
})
