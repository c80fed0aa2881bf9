import type { BoardState, ProductStage } from "#schemas/agent.ts"
import type { GoodKind } from "#schemas/good.ts"
import { kindWords } from "#site/src/features/product/kinds.ts"
import { announcement, changedCards, closedStages, type Card } from "./board.ts"
import { watch } from "./connection.ts"
import { stamp } from "./words.ts"

const stages = new Set<string>(["brief", "forge", "gate", "waiting", "approved", "publish", "live", ...closedStages])
const isStage = (value: string | undefined): value is ProductStage => value !== undefined && stages.has(value)

const isKind = (value: string | undefined): value is GoodKind => value !== undefined && value in kindWords

const board = document.querySelector<HTMLElement>("[data-board]")
const template = document.querySelector<HTMLTemplateElement>("#card-template")
const voice = document.querySelector<HTMLElement>("[data-voice]")
const known = new Map<string, Card>()

/** Reads what the server rendered, so that a message changes only what is newer. */
function readPage() {
  for (const element of document.querySelectorAll<HTMLElement>("[data-product]")) {
    const { product: id, stage, updated, kind } = element.dataset
    const score = Number.parseFloat(element.querySelector("[data-field=score]")?.textContent ?? "")
    if (!id || !isStage(stage) || !updated) continue
    known.set(id, {
      id,
      stage,
      updatedAt: updated,
      kind: isKind(kind) ? kind : null,
      score: Number.isNaN(score) ? null : score,
      title: element.querySelector("[data-field=title]")?.textContent ?? "",
    })
  }
}

function fill(element: HTMLElement, { id, title, kind, stage, score, updatedAt }: Card) {
  element.dataset.product = id
  element.dataset.stage = stage
  element.dataset.updated = updatedAt
  if (kind) element.dataset.kind = kind
  const set = (name: string, text: string) => {
    const field = element.querySelector(`[data-field=${name}]`)
    if (field && field.textContent !== text) field.textContent = text
  }
  set("title", title || "A brief without a title yet")
  set("score", score === null ? "–" : score.toFixed(1))
  set("kind", kind ? kindWords[kind].one : "")
  set("time", stamp(updatedAt).slice(5))
  element.querySelector("time")?.setAttribute("datetime", updatedAt)
  element.querySelector("a")?.setAttribute("href", `/console/products/${id}`)
}

function newCard(): HTMLElement | null {
  const copy = template?.content.firstElementChild?.cloneNode(true)
  return copy instanceof HTMLElement ? copy : null
}

function place(card: Card) {
  const list = document.querySelector(`[data-list="${card.stage}"]`)
  const element = document.querySelector<HTMLElement>(`[data-product="${CSS.escape(card.id)}"]`) ?? newCard()
  if (!list || !element) return
  const focused = element.contains(document.activeElement) ? document.activeElement : null
  fill(element, card)
  list.insertBefore(element, list.firstChild)
  // A card that moves under the keyboard keeps its focus.
  if (focused instanceof HTMLElement) focused.focus()
}

function count() {
  for (const list of document.querySelectorAll<HTMLElement>("[data-list]")) {
    const figure = document.querySelector(`[data-count="${list.dataset.list}"]`)
    if (figure) figure.textContent = String(list.childElementCount)
    list.closest<HTMLElement>("[data-column]")?.toggleAttribute("data-empty", list.childElementCount === 0)
  }
  const closed = document.querySelector("[data-count=closed]")
  if (closed) closed.textContent = String([...known.values()].filter(({ stage }) => closedStages.some((one) => one === stage)).length)
}

function hear(state: BoardState) {
  const changed = changedCards(known, state).sort((a, b) => a.updatedAt.localeCompare(b.updatedAt))
  if (changed.length === 0) return
  const said = announcement(known, changed)
  for (const card of changed) {
    place(card)
    known.set(card.id, card)
  }
  count()
  document.querySelector("[data-nothing]")?.remove()
  if (voice && said) voice.textContent = said
}

if (board) {
  readPage()
  watch<BoardState>("director-agent", "product", hear)
}
