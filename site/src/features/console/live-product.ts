import type { ProductState } from "#schemas/agent.ts"
import { stageWords } from "./board.ts"
import { watch } from "./connection.ts"
import { mergeTimeline, type Entry } from "./timeline.ts"
import { stamp } from "./words.ts"

const list = document.querySelector<HTMLElement>("[data-timeline]")
const voice = document.querySelector<HTMLElement>("[data-voice]")

const recorded: Entry[] = [...(list?.querySelectorAll("li") ?? [])].map((item) => ({
  at: item.querySelector("time")?.dateTime ?? "",
  note: item.querySelector("span")?.textContent ?? "",
}))

function row({ at, note }: Entry): HTMLLIElement {
  const item = document.createElement("li")
  const time = document.createElement("time")
  time.dateTime = at
  time.textContent = stamp(at)
  const words = document.createElement("span")
  words.textContent = note
  item.appendChild(time)
  item.appendChild(words)
  return item
}

let stage: string | null = null

function hear(state: ProductState) {
  // An agent that has heard nothing yet has no id; the recorded events stay.
  if (state.productId === "" || !list) return
  list.replaceChildren(...mergeTimeline(recorded, state.timeline).map(row))
  document.querySelector("[data-no-timeline]")?.remove()
  const shown = document.querySelector("[data-stage-now]")
  if (shown) shown.textContent = stageWords[state.stage].name
  if (stage !== null && stage !== state.stage) {
    const moved = document.querySelector<HTMLElement>("[data-moved]")
    if (moved) moved.hidden = false
    if (voice) voice.textContent = `The product moved: ${stageWords[state.stage].about}.`
  }
  stage = state.stage
}

const product = list?.dataset.timeline
if (product) watch<ProductState>("product-agent", product, hear)
