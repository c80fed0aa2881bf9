import { Router, type IRequestStrict } from "itty-router"
import { indexPage } from "./index-page.ts"
import { vendorNames, vendors, type VendorName } from "./vendors.ts"

/** Hands a request to a vendor's twin, wherever that runs. */
export type Send = (vendor: VendorName, request: Request) => Promise<Response>

/** What anybody may tell any vendor's twin. */
const orders = ["misbehave", "clock"] as const
const nothing = () =>
  Response.json({ error: "The sandbox plays nothing at this address. GET /sandbox lists what it does." }, { status: 404 })

/** Every vendor on one address, told apart by path. */
export function sandboxRouter(send: Send) {
  const router = Router<IRequestStrict>({ finally: [(answer) => answer ?? nothing()] })
    .get("/healthz", () => Response.json({ ok: true }))
    .get("/", (request) => Response.redirect(new URL("/sandbox", request.url).href, 303))
    .get("/sandbox", indexPage)
    .post("/sandbox/:order/:vendor", async (request: IRequestStrict) => {
      const order = orders.find((one) => one === request.params.order)
      const name = vendorNames.find((vendor) => vendor === request.params.vendor)
      if (!order) return undefined
      if (!name) return Response.json({ error: `Say whom: ${vendorNames.join(", ")}.` }, { status: 404 })
      return send(name, new Request(new URL(`/sandbox/${order}`, request.url), { method: "POST", body: await request.text() }))
    })
  for (const name of vendorNames) for (const path of vendors[name].paths) router.all(path, (request: Request) => send(name, request))
  return router
}
