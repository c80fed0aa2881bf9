import { readFile } from "node:fs/promises"
import { readD1Migrations } from "@cloudflare/vitest-plugin"
import { convertV4MiniflareOptions, Miniflare, Response as Reply } from "miniflare"
import { inRoot } from "#workers/cli/paths.ts"
import { fontFiles } from "#workers/forge/fonts.ts"
import type { Module } from "./bundle.ts"

export type Market = { call<T>(path: string, body: object): Promise<T>; migrate(): Promise<unknown>; close(): Promise<void> }

const durable = (className: string) => ({ className, useSQLite: true })

/** The Worker's assets from where the build would take them: fonts from their packages, the rest from site/public. */
async function asset(path: string): Promise<Reply> {
  const font = fontFiles.find(({ file }) => path === `/fonts/${file}`)
  const bytes = await readFile(inRoot(font ? `node_modules/${font.path}` : `site/public${path}`)).catch(() => null)
  return bytes ? new Reply(bytes) : new Reply("There is no such asset.", { status: 404 })
}

/** A market on a workerd of its own, without a network. Its storage is in `folder`, which may hold a shop already; `onD1` keeps its rows there. */
export async function openMarket(modules: Module[], folder: string, onD1 = false): Promise<Market> {
  const flare = new Miniflare(
    convertV4MiniflareOptions({
      resourcePersistencePath: folder,
      handleStructuredLogs: () => undefined,
      name: "market",
      modules,
      modulesRoot: "/",
      compatibilityDate: "2026-11-01",
      compatibilityFlags: ["nodejs_compat"],
      d1Databases: ["DB"],
      r2Buckets: ["FILES"],
      durableObjects: {
        ProductAgent: durable("ProductAgent"),
        DirectorAgent: durable("DirectorAgent"),
        Treasury: durable("Treasury"),
        TWINS: durable("MarketTwin"),
        PLACE: durable("MarketPlace"),
      },
      serviceBindings: { ASSETS: (request) => asset(new URL(request.url).pathname) },
      bindings: {
        PUBLIC_URL: "http://shop.test",
        SANDBOX_URL: "http://sandbox.test",
        PUBLISH_CHANNELS: "storefront,etsy",
        ...(onD1 ? { ON_D1: "yes" } : {}),
        SIGNING_SECRET: "the simulation signs with a secret that guards nothing",
      },
      outboundService: () => new Reply("The simulation has no network.", { status: 502 }),
    }),
  )
  await flare.ready
  const call = async <T>(path: string, body: object): Promise<T> => {
    const reply = await flare.dispatchFetch(`http://market.test${path}`, { method: "POST", body: JSON.stringify(body) })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${path}: ${text}`)
    // The Worker of this folder answers by the types that its callers name.
    return JSON.parse(text) as T
  }
  return { call, migrate: async () => call("/migrate", await readD1Migrations(inRoot("migrations"))), close: () => flare.dispose() }
}
