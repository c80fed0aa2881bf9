import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin"
import { defineConfig } from "vitest/config"

const root = new URL("../../", import.meta.url).pathname
const twin = (className: string) => ({ className, useSQLite: true })

/**
 * Tests run in workerd, on a D1 built from migrations/ and with the sandbox's Durable Objects beside it. The entry leaves
 * the site out: Astro's virtual modules exist only in its build. `*.node.test.ts` run on Node: they read vendors' contracts
 * from the disk, which workerd cannot.
 */
export default defineConfig(async () => ({
  root,
  test: {
    projects: [
      {
        root,
        plugins: [
          cloudflareTest({
            main: "./workers/test/worker.ts",
            wrangler: { configPath: "./wrangler.toml" },
            remoteBindings: false,
            miniflare: {
              // The second file's worker is handed all modules that the first one loaded: more than the usual 1 MiB.
              compatibilityFlags: ["nodejs_compat", "increase_websocket_message_size"],
              assets: { directory: `${root}site/public`, binding: "ASSETS" },
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations(`${root}migrations`),
                WEBHOOK_URL: "http://shop.test/webhooks/stripe",
                MERCHANT: "AutonomaX",
                BANK_DEBIT_SECONDS: "0",
              },
              durableObjects: {
                STRIPE: twin("StripeTwin"),
                SHOPIFY: twin("ShopifyTwin"),
                ETSY: twin("EtsyTwin"),
                MASTODON: twin("MastodonTwin"),
              },
            },
          }),
        ],
        test: {
          name: "workerd",
          include: ["{workers,schemas,seeds,site}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.node.test.ts"],
          setupFiles: ["./workers/test/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          deps: { optimizer: { ssr: { enabled: true, include: ["stripe", "hono", "openai"] } } },
        },
      },
      { root, test: { name: "node", include: ["{workers,schemas,seeds,site}/**/*.node.test.ts"], testTimeout: 60_000 } },
    ],
  },
}))
