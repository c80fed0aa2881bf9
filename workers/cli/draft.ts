import { readFile } from "node:fs/promises"
import { parse } from "yaml"
import { localClient } from "./client.ts"
import { fail } from "./paths.ts"

/** `npm run draft -- brief.json`, or `npm run draft -- category="meal planning" audience=parents keywords=a,b`. */
const args = process.argv.slice(2)
if (args.length === 0) fail('Give a file, or fields: npm run draft -- category="meal planning" audience="busy parents"')
const lists = new Set(["keywords", "refs"])
const [first = ""] = args
const brief: unknown = args.every((arg) => arg.includes("="))
  ? Object.fromEntries(
      args.map((arg) => {
        const [name = "", ...rest] = arg.split("=")
        const value = rest.join("=")
        return [name, lists.has(name) ? value.split(",").map((item) => item.trim()) : name === "year" ? Number(value) : value]
      }),
    )
  : parse(await readFile(first, "utf8").catch(() => fail(`${first} cannot be read.`)))
const draft = await (
  await localClient()
)
  .post<{ id: string; status: string; title: string; price: number; scorecard: { overall: number }; assets: string[] }>(
    "/v1/products/draft",
    brief,
  )
  .catch((error: Error) => fail(error.message))
console.log(
  `${draft.id}  ${draft.status}  ${draft.scorecard.overall.toFixed(2)} of 5  ${draft.price}\n${draft.title}\n${draft.assets.join("\n")}`,
)
