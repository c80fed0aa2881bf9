import { Router, type IRequestStrict } from "itty-router"
import { html, webPage } from "../page.ts"
import type { Ground, Twin } from "../twin.ts"

type Got = { n: string; name: string; id: string; body: string; signature: string; timestamp: string; at: number; answered: number }
const kept = 200

/** Somebody who listens to the shop's webhooks: takes what comes to /hooks/{name}, answers as ?status= says, and shows what it got. */
export function hooksTwin(ground: Ground): Twin {
  const got = ground.rows.of<Got>("got")
  const take = async (request: IRequestStrict) => {
    const n = String(ground.rows.next("got", 0))
    const wanted = Number(new URL(request.url).searchParams.get("status") ?? 200)
    const answered = wanted >= 200 && wanted < 600 ? wanted : 200
    const header = (name: string) => request.headers.get(`webhook-${name}`) ?? ""
    const body = await request.text()
    const name = request.params.name ?? ""
    got.put(n, {
      n,
      name,
      body,
      id: header("id"),
      signature: header("signature"),
      timestamp: header("timestamp"),
      at: ground.now(),
      answered,
    })
    got.drop(String(Number(n) - kept))
    return new Response(answered === 204 || answered === 304 ? null : `Message ${n} was taken.\n`, { status: answered })
  }
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? new Response("Nobody listens here.\n", { status: 404 })] })
    .post("/hooks/:name", take)
    .get("/hooks", () => page(got.all()))
    .get("/hooks/:name", ({ params }) => page(got.all().filter(({ name }) => name === params.name)))
    .get("/hooks/:name/messages", ({ params }) => Response.json(got.all().filter(({ name }) => name === params.name)))
  return { fetch: (request) => router.fetch(request) }
}

function page(list: Got[]): Promise<Response> {
  const one = ({ id, name, body, signature, at, answered }: Got) =>
    html`<article class="post">
      <strong>${id}</strong>
      <span class="small"><a href="/hooks/${name}">${name}</a> · ${new Date(at).toISOString()} · answered ${answered}</span>
      <p><code>${body}</code></p>
      <p class="small"><code>${signature}</code></p>
    </article>`
  const body = html`<main class="shop">
    <header class="shop-head"><strong>Sandbox listener</strong><a href="/hooks">All messages</a></header>
    <h1>Webhooks that came in</h1>
    ${list.length ? list.map(one) : html`<p>Nothing has come in yet.</p>`}
  </main>`
  return webPage("Sandbox listener", body)
}
