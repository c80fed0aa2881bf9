import { expect, test } from "vitest"
import { screenPolicy } from "#seeds/policies/index.ts"
import { screen } from "./screen.ts"

const ruleOf = (category: string) => screen({ category }, screenPolicy).rule

test("a brief for something illegal, harmful or deceitful is refused with field, rule and reason", () => {
  expect(screen({ category: "Budgeting", audience: "people who want to buy fake IDs" }, screenPolicy)).toMatchObject({
    allowed: false,
    field: "audience",
    rule: "illegal-goods",
    reason: expect.stringContaining("forgery"),
  })
  const refused: [string, string][] = [
    ["ghost gun build checklist", "weapons"],
    ["growing magic mushrooms at home", "drugs"],
    ["white power posters", "hate-and-violence"],
    ["nude art prints", "adult"],
    ["phishing e-mail templates", "malware"],
    ["cure cancer with herbs", "health-promise"],
    ["get rich quick planner", "money-promise"],
  ]
  for (const [category, rule] of refused) expect([category, ruleOf(category)]).toEqual([category, rule])
})

test("case, accents, leetspeak, spacing and punctuation do not hide a term", () => {
  const hidden = [
    "P0RN calendar",
    "pörn",
    "p-o-r-n",
    "p o r n prints",
    "c0c4ine",
    "$ex",
    "PHISHING!",
    "ph1sh1ng kits",
    "Poké\u0301mon",
    "H\u200barry Potter",
  ]
  for (const category of hidden) expect([category, screen({ category }, screenPolicy).allowed]).toEqual([category, false])
})

test("other people's brands, characters and celebrities are refused; tools that a good works with are not", () => {
  for (const name of [
    "Disney princess planner",
    "Harry Potter reading log",
    "Taylor Swift wall art",
    "Pokémon card tracker",
    "Nike-style posters",
    "Spider-Man",
  ]) {
    expect([name, ruleOf(name)]).toEqual([name, "trademark"])
  }
  for (const tool of [...screenPolicy.tools.names, "ChatGPT prompts for Etsy sellers", "Excel budget", "Notion-style planner"]) {
    expect([tool, ruleOf(tool)]).toEqual([tool, null])
  }
})

test("ordinary briefs are not refused for words that only look alike", () => {
  const ordinary = [
    "shooting schedule for photographers",
    "drug-free pain diary",
    "kill your darlings: editing checklist",
    "glue gun crafts",
    "bath bombs recipe log",
    "bombastic words for writers",
    "Essex walking guide",
    "Sussex garden planner",
    "Scunthorpe running club",
    "cocktail party planner",
    "class assignments",
    "analysis worksheets",
    "grape growing journal",
    "therapist session notes",
    "weed control for gardeners",
    "growth hacks for a newsletter",
    "hackathon planner",
    "same-sex wedding planner",
    "phishing awareness training for offices",
    "suicide prevention training log",
    "breast cancer treatment journal",
    "quarterly tax planner",
    "debt payoff tracker",
    "5 a.m. routine, 30 days",
    "marvelous mornings journal",
    "Olympic weightlifting log",
    "a word a day",
    "knife skills for cooks",
    "war history reading list",
    "escape room planner",
    "cooking with wine",
    "Great British garden dates",
    "i 3 4 5 day split workout",
  ]
  for (const category of ordinary) expect([category, ruleOf(category)]).toEqual([category, null])
})

test("lists are screened item by item and empty ones pass", () => {
  expect(screen({ keywords: ["meal planner", "disney meal planner"] }, screenPolicy)).toMatchObject({
    field: "keywords",
    rule: "trademark",
    term: "disney",
  })
  expect(screen({ keywords: [], category: "" }, screenPolicy).allowed).toBe(true)
})
