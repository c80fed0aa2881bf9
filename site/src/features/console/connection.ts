import { AgentClient } from "agents/client"

const words = {
  live: "Live",
  connecting: "Connecting",
  lost: "Connection lost; trying again",
} as const

function show(state: keyof typeof words) {
  for (const element of document.querySelectorAll<HTMLElement>("[data-connection]")) {
    element.dataset.connection = state
    element.textContent = words[state]
  }
}

/** What the SDK calls the state of an agent that is given by its state alone. */
type Told<State> = State extends { readonly state: infer S } ? S : State

/** Subscribes to an agent's state over its WebSocket and keeps the page's connection indicator true. */
export function watch<State>(agent: string, name: string, hear: (state: Told<State>) => void): void {
  show("connecting")
  const client = new AgentClient<State>({
    agent,
    name,
    host: location.host,
    protocol: location.protocol === "https:" ? "wss" : "ws",
    onStateUpdate: hear,
  })
  client.addEventListener("open", () => show("live"))
  client.addEventListener("close", () => show("lost"))
}
