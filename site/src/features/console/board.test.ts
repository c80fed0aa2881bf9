import { expect, test } from "vitest"
import type { BoardState } from "#schemas/agent.ts"
import { announcement, changedCards, groupByStage, type Card } from "./board.ts"

const card = (id: string, more: Partial<Card> = {}): Card => ({
  id,
  title: `Good ${id}`,
  kind: "guide",
  stage: "forge",
  score: null,
  updatedAt: "2026-11-22T10:00:00.000Z",
  ...more,
})
const known = (...cards: Card[]) => new Map(cards.map((one) => [one.id, one]))
const told = (id: string, more: Partial<BoardState["products"][string]> = {}): BoardState => ({
  products: { [id]: { title: `Good ${id}`, kind: "guide", stage: "gate", score: null, updatedAt: "2026-11-22T10:05:00.000Z", ...more } },
})

test("cards stand in the column of their stage, the newest on top, and no column is missing", () => {
  const groups = groupByStage([
    card("a", { stage: "live", updatedAt: "2026-11-22T09:00:00.000Z" }),
    card("b", { stage: "live", updatedAt: "2026-11-22T11:00:00.000Z" }),
    card("c", { stage: "rejected" }),
  ])
  expect(groups.live.map(({ id }) => id)).toEqual(["b", "a"])
  expect(groups.rejected.map(({ id }) => id)).toEqual(["c"])
  expect(groups.waiting).toEqual([])
})

test("a message changes what is older on the page, adds what is new, and leaves what the database knew later", () => {
  const page = known(card("a"), card("late", { updatedAt: "2026-11-22T10:06:00.000Z" }))
  const state = { products: { ...told("a").products, ...told("late").products, ...told("new", { score: 4.2 }).products } }
  expect(changedCards(page, state).map(({ id, stage, score }) => [id, stage, score])).toEqual([
    ["a", "gate", null],
    ["new", "gate", 4.2],
  ])
})

test("a message without title or score keeps those that are shown", () => {
  const [changed] = changedCards(known(card("a", { score: 4.6 })), told("a", { title: "" }))
  expect(changed).toMatchObject({ title: "Good a", score: 4.6, stage: "gate" })
})

test("only moves are told, and at most three of them by name", () => {
  const page = known(card("a"), card("b"))
  expect(announcement(page, [card("a", { stage: "waiting" }), card("b", { score: 5 })])).toBe("Good a: waits for a person.")
  expect(announcement(page, [card("b", { score: 5 })])).toBe("")
  const many = ["1", "2", "3", "4", "5"].map((id) => card(id, { stage: "live" }))
  expect(announcement(page, many)).toBe("Good 1: on sale. Good 2: on sale. Good 3: on sale. 2 more moved.")
})
