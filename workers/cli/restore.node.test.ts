import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { passing } from "../domain/backup/rules/schema.ts"
import { inRoot } from "./paths.ts"

test("the runbook names every table that a backup leaves out", async () => {
  const runbook = await readFile(inRoot("docs/runbooks/backup-restore.md"), "utf8")
  const said = runbook.split("\n\n").find((part) => part.startsWith("**What is left out**")) ?? ""
  expect(Object.keys(passing).filter((name) => !said.includes(`\`${name}\``))).toEqual([])
})
