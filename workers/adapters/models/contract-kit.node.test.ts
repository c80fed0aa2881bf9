import { expect, test } from "vitest"
import { playedModels } from "#workers/test/played-models.ts"
import { candidate, checkCandidate } from "./contract-kit.ts"

test("the kit is green for a server that speaks the protocol, and red with what failed for one that does not", async () => {
  const { sandbox, misbehave } = playedModels()
  const at = candidate(`${sandbox.url}/ollama/v1`, "sandbox", "nomic", "none", sandbox.fetch)
  const green = await checkCandidate(at)
  expect(green.items.filter(({ ok }) => !ok)).toEqual([])
  expect([green.green, green.items.length, green.tokens > 0]).toEqual([true, 7, true])
  await misbehave("ollama", "invalid-json", 2)
  const red = await checkCandidate(at)
  expect([red.green, red.items.find(({ name }) => name === "structured output")?.ok]).toEqual([false, false])
  const gone = await checkCandidate(candidate(`${sandbox.url}/nowhere/v1`, "sandbox", null, "none", sandbox.fetch))
  expect([gone.green, gone.items[0]?.ok]).toEqual([false, false])
})
