import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin"
import { defineConfig } from "vitest/config"

const root = new URL("../../", import.meta.url).pathname

/** All tests run in workerd, on a D1 built from migrations/. The entry leaves the site out: Astro's virtual modules exist only in its build. */
export default defineConfig(async () => ({
  root,
  plugins: [
    cloudflareTest({
      main: "./workers/test/worker.ts",
      wrangler: { configPath: "./wrangler.toml" },
      remoteBindings: false,
      miniflare: {
        assets: { directory: `${root}site/public`, binding: "ASSETS" },
        bindings: { TEST_MIGRATIONS: await readD1Migrations(`${root}migrations`) },
      },
    }),
  ],
  test: {
    include: ["{workers,schemas,seeds,site}/**/*.test.ts"],
    setupFiles: ["./workers/test/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    deps: { optimizer: { ssr: { enabled: true, include: ["stripe", "hono", "openai"] } } },
  },
}))
