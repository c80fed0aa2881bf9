import { expect, test } from "vitest"
import { models } from "./models.ts"
import source from "./models.yaml?raw"
import { BadModels, readModels } from "./read-models.ts"

const lineOf = (text: string) => source.slice(0, source.indexOf(text)).split("\n").length
const refusal = (yaml: string) => {
  try {
    readModels(yaml)
    return "accepted"
  } catch (error) {
    return error instanceof BadModels ? error.message : String(error)
  }
}

test("the registry has the blueprint's shape and its cap", () => {
  expect(Object.keys(models.providers)).toEqual(["openai", "anthropic", "workers-ai", "local"])
  expect(models.defaults).toEqual({ chat: "openai:gpt-4o-mini", embed: "openai:text-embedding-3-small", vision: "openai:gpt-4o" })
  expect(models.policies.max_cost_usd_per_day).toBe(15)
  expect(models.policies.safe_modes).toEqual(["profanity_filter", "pii_redact"])
  // The blueprint's own names have been retired since; they must lead somewhere.
  expect(models.aliases["gpt-4.1"]).toBeDefined()
  expect(models.aliases["claude-3.7-sonnet"]).toBeDefined()
})

test("a wrong entry is named by its line", () => {
  expect(refusal(source.replace("gpt-4o: { in: 2.5, out: 10", "gpt-4o: { in: free, out: 10"))).toContain(
    `line ${lineOf("gpt-4o: { in")}: prices.gpt-4o.in`,
  )
  expect(refusal(source.replace("use_for: [analysis", "use_for: [singing"))).toContain(
    `line ${lineOf("use_for: [analysis")}: providers.anthropic.use_for.0`,
  )
  expect(refusal(source.replace("gpt-4.1: gpt-5.4\n", "gpt-4.1: gpt-9\n"))).toContain(`line ${lineOf("gpt-4.1: gpt-5.4")}: aliases.gpt-4.1`)
  expect(refusal(source.replace("chat: openai:gpt-4o-mini", "chat: openai:gpt-9"))).toContain(
    `line ${lineOf("chat: openai")}: defaults.chat`,
  )
  expect(refusal(source.replace("  max_cost_usd_per_day: 15\n", "  max_usd: 15\n"))).toContain(`line ${lineOf("max_cost_usd_per_day")}`)
  expect(refusal(source.replace("aliases:", "aliases: ["))).toMatch(/^line \d+: /)
})
