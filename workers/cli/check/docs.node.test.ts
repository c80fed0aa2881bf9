import { expect, test } from "vitest"
import { unlisted } from "./docs.ts"

test("a script that README's table lacks is named; hooks and steps of other commands are not", () => {
  const readme = [
    "Run `npm run replay` when in doubt.",
    "| command | does |",
    "| `npm start` | serves |",
    "| `npm run db:new -- NAME`, `npm run db:apply` | a migration; see `npm run why` |",
  ].join("\n")
  const scripts = ["prestart", "start", "db:new", "db:apply", "lint", "replay", "why", "prepare"]
  expect(unlisted(scripts, readme)).toEqual(["replay", "why", "prepare"])
})
