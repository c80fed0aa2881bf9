import { glob } from "node:fs/promises"
import { DatabaseSync } from "node:sqlite"
import type { Client } from "#workers/cli/client.ts"

/** Makes the carts and orders of a stopped shop two hours older; its clock is the machine's. */
export async function twoHoursLater(state: string): Promise<void> {
  for await (const file of glob("v3/d1/**/*.sqlite", { cwd: state })) {
    const db = new DatabaseSync(`${state}/${file}`)
    if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'carts'").get())
      db.exec(`UPDATE carts SET created_at = created_at - 7200000, updated_at = updated_at - 7200000;
        UPDATE orders SET placed_at = placed_at - 7200000`)
    db.close()
  }
}

/** A cart that was left, the letter about it, and what its two links do over plain HTTP, each twice. */
export async function letterLinks(api: Client, url: string, later: () => Promise<void>): Promise<void> {
  const [good] = (await api.get<{ items: { slug: string }[] }>("/v1/products")).items
  const slug = good?.slug ?? ""
  const { id } = await api.post<{ id: string }>("/v1/carts", { slug })
  await api.post("/v1/checkout", { cartId: id, email: "left@example.com", remind: true })
  await later()
  await api.post("/v1/scheduled/abandoned-carts")
  const letters = (await api.get<{ items: { text: string }[] }>("/v1/mails")).items.filter(({ text }) => text.includes("/unsubscribe?"))
  const link = (path: string) => new RegExp(`http\\S+${path}\\S+`).exec(letters[0]?.text ?? "")?.[0] ?? ""
  expect(letters.length === 1, `There are ${letters.length} reminders instead of one.`)
  const open = async () => {
    const reply = await fetch(link("/cart/restore"), { redirect: "manual" })
    const cookie = reply.headers.getSetCookie().map((one) => one.split(";")[0])
    const page = await fetch(`${url}/cart`, { headers: { cookie: cookie.join("; ") } })
    expect(reply.status === 303 && (await page.text()).includes(`/products/${slug}`), "The letter's link does not open the cart.")
  }
  const leave = (way: string) =>
    fetch(way, { method: "POST", headers: { origin: url, "content-type": "application/x-www-form-urlencoded" }, body: "" })
  await open()
  await open()
  const way = link("/unsubscribe")
  expect((await (await fetch(way)).text()).includes('<form method="post"'), "The way out has no form.")
  for (const click of ["first", "second"]) {
    const reply = await leave(way)
    expect(reply.status === 200 && (await reply.text()).includes("No reminder is sent"), `The ${click} click on the way out failed.`)
  }
  const forged = await leave(way.replace(/token=.{6}/, "token=forged"))
  expect(forged.status >= 400, "A forged way out was taken.")
  await open()
}

function expect(condition: boolean, message: string): void {
  if (!condition) throw new Error(message)
}
