import { readdir, readFile } from "node:fs/promises"
import { parse } from "yaml"
import { z } from "zod"
import { ProductBrief } from "#schemas/brief.ts"
import { type Client, localClient } from "./client.ts"
import { inRoot } from "./paths.ts"

const Faq = z.array(z.object({ id: z.string(), question: z.string(), answer: z.string() }))

/** The briefs that a new shop opens with. */
export async function seedBriefs(): Promise<ProductBrief[]> {
  return z.object({ briefs: z.array(ProductBrief) }).parse(parse(await readFile(inRoot("seeds/briefs.yaml"), "utf8"))).briefs
}

/** Plays the shop's own texts through the API, so that the support desk can cite them. Doing it again changes nothing. */
export async function seedPassages(api: Client): Promise<number> {
  const raw: unknown = parse(await readFile(inRoot("seeds/faq.yaml"), "utf8"))
  const list = Array.isArray(raw) ? raw : Object.values(z.record(z.string(), z.unknown()).parse(raw)).find(Array.isArray)
  const faq = Faq.parse(list)
  await api.post("/v1/passages", {
    source: "faq",
    passages: faq.map(({ id, question, answer }) => ({ id: `faq#${id}`, title: question, text: answer, url: `/help#${id}` })),
  })
  const folder = inRoot("seeds/policies/pages/")
  let count = faq.length
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".md"))) {
    const name = file.replace(".md", "")
    const sections = (await readFile(`${folder}${file}`, "utf8")).split(/^## /m)
    const passages = sections.flatMap((section, n) => {
      const [title = "", ...text] = section.replace(/^# /, "").split("\n")
      const body = text
        .join(" ")
        .replaceAll(/[*_`#>-]+/g, " ")
        .replaceAll(/\s+/g, " ")
        .trim()
      return body.length < 10
        ? []
        : [{ id: `policy:${name}#${n}`, title: title.trim().padEnd(2, "."), text: body.slice(0, 4000), url: `/policies/${name}` }]
    })
    await api.post("/v1/passages", { source: `policy:${name}`, passages })
    count += passages.length
  }
  return count
}

if (import.meta.main) console.log(`${await seedPassages(await localClient())} passages can be cited.`)
