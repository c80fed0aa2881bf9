import { expect, test } from "vitest"
import { AppError, conflict, invalidField } from "#workers/errors.ts"
import { attempt, failureStatus, postedForm, textOf } from "./failure.ts"

const failing = async (error: unknown) => {
  const tried = await attempt(() => Promise.reject(error))
  if (tried.ok) throw new Error("expected a failure")
  return tried.failure
}

test("what the caller can mend comes back with its field and its status", async () => {
  const failure = await failing(invalidField("email", "Use an address such as name@example.com."))
  expect(failure.fields).toEqual({ email: "Use an address such as name@example.com." })
  expect(failureStatus(failure)).toBe(422)
  expect(failureStatus(await failing(conflict("The cart is empty.")))).toBe(409)
  expect(failureStatus(await failing(new AppError("upstream", "The bank did not answer.")))).toBe(502)
})

test("a defect is thrown on, so that it is seen", async () => {
  const defect = new TypeError("x is not a function")
  await expect(attempt(() => Promise.reject(defect))).rejects.toBe(defect)
  await expect(attempt(() => Promise.reject(new AppError("internal", "broken")))).rejects.toThrow("broken")
})

test("a posted body that is no form reads as an empty form; a page that was only asked for has none", async () => {
  const json = new Request("https://shop.example/cart", { method: "POST", body: "{}", headers: { "content-type": "application/json" } })
  expect([...((await postedForm(json))?.keys() ?? ["none"])]).toEqual([])
  const form = new Request("https://shop.example/cart", { method: "POST", body: new URLSearchParams({ slug: "a-planner" }) })
  expect((await postedForm(form))?.get("slug")).toBe("a-planner")
  expect(await postedForm(new Request("https://shop.example/cart"))).toBeNull()
})

test("a field is text; a file in its place reads as empty", () => {
  const form = new FormData()
  form.set("name", "  Mara ")
  form.set("file", new File(["x"], "x.txt"))
  expect([textOf(form, "name"), textOf(form, "file"), textOf(form, "none")]).toEqual(["Mara", "", ""])
})
