import { Router, type IRequestStrict } from "itty-router"
import { etsyTwin } from "./etsy/twin.ts"
import { indexPage } from "./index-page.ts"
import { mastodonTwin } from "./mastodon/twin.ts"
import { shopifyTwin } from "./shopify/twin.ts"
import { stripeTwin } from "./stripe/twin.ts"
import { TwinObject, type SandboxEnv } from "./twin.ts"
import { vendorNames, vendors, type VendorName } from "./vendors.ts"

export class StripeTwin extends TwinObject {
  override play = stripeTwin
}
export class ShopifyTwin extends TwinObject {
  override play = shopifyTwin
}
export class EtsyTwin extends TwinObject {
  override play = etsyTwin
}
export class MastodonTwin extends TwinObject {
  override play = mastodonTwin
}

const send = (name: VendorName, request: Request, env: SandboxEnv) => env[vendors[name].binding].getByName(name).fetch(request)

const router = Router<IRequestStrict, [SandboxEnv]>({
  finally: [
    (answer) =>
      answer ?? Response.json({ error: "The sandbox plays nothing at this address. GET /sandbox lists what it does." }, { status: 404 }),
  ],
})
  .get("/healthz", () => Response.json({ ok: true }))
  .get("/", (request) => Response.redirect(new URL("/sandbox", request.url).href, 303))
  .get("/sandbox", indexPage)
  .post("/sandbox/misbehave/:vendor", (request: IRequestStrict, env: SandboxEnv) => {
    const name = vendorNames.find((vendor) => vendor === request.params.vendor)
    const order = new Request(new URL("/sandbox/misbehave", request.url), request as unknown as Request)
    return name ? send(name, order, env) : Response.json({ error: `Say whom: ${vendorNames.join(", ")}.` }, { status: 404 })
  })

for (const name of vendorNames)
  for (const path of vendors[name].paths) router.all(path, (request: Request, env: SandboxEnv) => send(name, request, env))

/** The sandbox Worker: every vendor on one address, each in its own protocol. Never part of the production bundle. */
export default {
  fetch: (request: Request, env: SandboxEnv): Promise<Response> => router.fetch(request, env),
} satisfies ExportedHandler<SandboxEnv>
