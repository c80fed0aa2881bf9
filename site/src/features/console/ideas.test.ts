import { expect, test } from "vitest"
import { AppError, conflict } from "#workers/errors.ts"
import { answerIdeas, dropWords, linkable } from "./ideas.ts"

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}
const request = { category: "weekly planning", audience: "nurses" }
const report = { url: "https://one.example/v1", green: false, items: [], tokens: 0, ms: 1 }

function shopOf(more: { waiting?: string[]; refuse?: boolean } = {}) {
  const calls: unknown[] = []
  const waiting = new Set(more.waiting ?? ["ida_1"])
  const shop: Parameters<typeof answerIdeas>[0] = {
    idea: {
      async take({ id = "ida_best" }) {
        return waiting.delete(id) ? { id, request } : null
      },
      async release({ id }) {
        waiting.add(id)
        return { id, status: "new" }
      },
    },
    draft: {
      async request(input) {
        if (more.refuse) throw new AppError("refused_by_policy", "Somebody's mark.")
        calls.push(input)
        return { jobId: "job_1" }
      },
    },
    provider: {
      propose: async ({ name }) => ({ name, proposalId: "pro_1" }),
      async check(input) {
        calls.push(input)
        return { checkId: "chk_1", report }
      },
      async adopt({ name }) {
        if (name === "red") throw conflict("It has no contract report of the last day; run the kit first.")
        return { name, settings: { LOCAL_BASE_URL: "https://one.example/v1" } }
      },
    },
  }
  return { shop, calls, waiting }
}

test("a draft is made from the idea that was clicked on, once, and a refused brief puts the idea back", async () => {
  const { shop, calls } = shopOf({ waiting: ["ida_1", "ida_best"] })
  const click = form({ do: "draft", id: "ida_1" })
  expect(await answerIdeas(shop, click)).toEqual({ step: "done", location: "/console/jobs/job_1" })
  expect(calls).toEqual([{ brief: request, ideaId: "ida_1" }])
  expect(await answerIdeas(shop, click)).toMatchObject({ step: "failed", failure: { code: "conflict" } })
  expect(await answerIdeas(shop, form({ do: "draft" }))).toMatchObject({ step: "failed" })
  expect(await answerIdeas(shop, form({}))).toMatchObject({ step: "failed", failure: { code: "invalid" } })
  expect(calls).toHaveLength(1)
  const refusing = shopOf({ refuse: true })
  expect(await answerIdeas(refusing.shop, click)).toMatchObject({ step: "failed", failure: { message: "Somebody's mark." } })
  expect([...refusing.waiting]).toEqual(["ida_1"])
})

test("a provider is proposed, checked and adopted by its own forms; a refusal names the provider", async () => {
  const { shop, calls } = shopOf()
  const sent = { name: "one", url: "https://one.example/v1", model: "small" }
  expect(await answerIdeas(shop, form({ do: "propose", name: "one" }))).toEqual({ step: "done", location: "/console/proposals/pro_1" })
  const checked = await answerIdeas(shop, form({ do: "check", ...sent, embedModel: "" }))
  expect(checked).toEqual({ step: "done", location: "/console/ideas?told=check#provider-one" })
  expect(calls).toEqual([{ ...sent, embedModel: undefined }])
  const settings = { LOCAL_BASE_URL: "https://one.example/v1" }
  expect(await answerIdeas(shop, form({ do: "adopt", name: "one" }))).toEqual({ step: "adopted", name: "one", settings })
  expect(await answerIdeas(shop, form({ do: "adopt", name: "red" }))).toMatchObject({ step: "failed", name: "red" })
})

test("only web addresses become links, and drops are told in words", () => {
  expect(["https://a.example/x", "javascript:alert(1)", null].map(linkable)).toEqual(["https://a.example/x", undefined, undefined])
  expect(dropWords({ "too-few": 2, policy: 1 })).toBe("2 too few, 1 policy")
})
