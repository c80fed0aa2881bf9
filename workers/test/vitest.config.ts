import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin"
import { defineConfig } from "vitest/config"

const root = new URL("../../", import.meta.url).pathname
const twin = (className: string) => ({ className, useSQLite: true })
const assets = { directory: `${root}site/public`, binding: "ASSETS" }
// The second file's worker is handed all modules that the first one loaded: more than the usual 1 MiB.
const compatibilityFlags = ["nodejs_compat", "increase_websocket_message_size"]
const nodeTests = "**/*.node.test.ts"
/** What needs no database and no Worker around it: it shares one worker, which saves the start-up of each file. */
const pure = [
  "{schemas,seeds,site}/**/*.test.ts",
  "workers/{forge,lib}/**/*.test.ts",
  "workers/adapters/models/**/*.test.ts",
  "workers/**/rules/**/*.test.ts",
]
const common = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Optimising packages on the first run of a checkout may reload the worker in the middle of a file; file by file is slower and the same every time.
  deps: { optimizer: { ssr: { enabled: false } } },
}

/**
 * Tests run in workerd, on a D1 built from migrations/ and with the sandbox's Durable Objects beside it. The entry leaves
 * the site out: Astro's virtual modules exist only in its build. `*.node.test.ts` run on Node: they read vendors' contracts
 * and the tree from the disk, which workerd cannot.
 */
export default defineConfig(async () => ({
  root,
  test: {
    projects: [
      {
        root,
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./workers/test/pure.toml" },
            miniflare: { compatibilityFlags, assets },
            remoteBindings: false,
          }),
        ],
        test: { ...common, name: "pure", include: pure, exclude: ["**/node_modules/**", nodeTests], isolate: false },
      },
      {
        root,
        plugins: [
          cloudflareTest({
            main: "./workers/test/worker.ts",
            wrangler: { configPath: "./wrangler.toml" },
            remoteBindings: false,
            miniflare: {
              compatibilityFlags,
              assets,
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations(`${root}migrations`),
                WEBHOOK_URL: "http://shop.test/webhooks/stripe",
                MERCHANT: "AutonomaX",
                BANK_DEBIT_SECONDS: "0",
                AMAZON_PACE: "1000",
                // The safety run gives a collection of injection texts from outside; without it the tests use their own.
                INJECTIONS: process.env["INJECTIONS"] ?? "[]",
              },
              durableObjects: {
                STRIPE: twin("StripeTwin"),
                SHOPIFY: twin("ShopifyTwin"),
                ETSY: twin("EtsyTwin"),
                EBAY: twin("EbayTwin"),
                AMAZON: twin("AmazonTwin"),
                MASTODON: twin("MastodonTwin"),
                BLUESKY: twin("BlueskyTwin"),
                X: twin("XTwin"),
                PINTEREST: twin("PinterestTwin"),
                RESEND: twin("ResendTwin"),
                HOOKS: twin("HooksTwin"),
                OPENAI: twin("OpenaiTwin"),
                ANTHROPIC: twin("AnthropicTwin"),
                OLLAMA: twin("OllamaTwin"),
              },
            },
          }),
        ],
        test: {
          ...common,
          name: "worker",
          include: ["workers/**/*.test.ts"],
          exclude: ["**/node_modules/**", nodeTests, ...pure],
          setupFiles: ["./workers/test/setup.ts"],
          // Starting a Worker of this size takes seconds, so all files share one and its storage: a test makes what it needs.
          isolate: false,
        },
      },
      { root, test: { name: "node", include: [`{workers,schemas,seeds,site}/${nodeTests}`], testTimeout: 60_000 } },
    ],
  },
}))
