import { Agent } from "agents"
import type { BoardState } from "#schemas/agent.ts"
import type { Memory, Mind, WakeCause } from "#schemas/director.ts"
import type { DirectorKey } from "#schemas/org.ts"
import { directors } from "#seeds/org/index.ts"
import { agent, openCtx } from "#workers/context.ts"
import { director } from "#workers/domain/director/index.ts"
import type { Bindings } from "#workers/env.ts"

const boardSize = 200
const recalled = 20
/** Events that come this soon after a wake are counted; the next wake looks at all of them together. */
const calmMs = 10 * 60_000

/** The host of the directors, one object each, by seeds/org; `product` keeps the board that shows every product at a glance. */
export class DirectorAgent extends Agent<Bindings, BoardState> {
  override initialState: BoardState = { products: {} }
  /** One wake at a time: two at once would vote with the same figures twice. */
  #turn: Promise<unknown> = Promise.resolve()

  override shouldConnectionBeReadonly(): boolean {
    return true
  }

  /** Puts a product's newest state on the board; the oldest leave a full one. */
  async place(productId: string, entry: BoardState["products"][string]): Promise<void> {
    const all = Object.entries({ ...this.state.products, [productId]: entry })
    const newest = all.sort(([, a], [, b]) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, boardSize)
    this.setState({ ...this.state, products: Object.fromEntries(newest) })
  }

  async board(): Promise<BoardState> {
    return this.state
  }

  async mind(): Promise<Mind | null> {
    return this.state.mind ?? null
  }

  async wake(key: DirectorKey, cause: WakeCause, at: string | null): Promise<string[]> {
    const turn = this.#turn.then(() => this.#wake(key, cause, at))
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #wake(key: DirectorKey, cause: WakeCause, at: string | null): Promise<string[]> {
    const mind = this.state.mind ?? { director: key, wakes: 0, heard: 0, last: null }
    const now = () => (at ? new Date(at) : new Date())
    if (cause.kind === "event" && mind.last && now().getTime() - Date.parse(mind.last.at) < calmMs) {
      this.setState({ ...this.state, mind: { ...mind, heard: mind.heard + 1 } })
      return []
    }
    const ctx = openCtx(this.env, agent(key), at ? { now } : {})
    const report = await director.wake(ctx, { cause, remembered: this.#recall().map(({ text }) => text) })
    this.#remember(key, now(), [`${cause.about}: ${report.did.join(" ")}`])
    this.setState({
      ...this.state,
      mind: { director: key, wakes: mind.wakes + 1, heard: 0, last: { ...report, at: now().toISOString(), cause: cause.about } },
    })
    return report.did
  }

  #recall(): Memory[] {
    this.#table()
    // The last wakes, and beyond them what it has proposed: a director does not begin with the same again.
    const last = this.sql<Memory>`SELECT at, text FROM memory ORDER BY id DESC LIMIT ${recalled}`
    const proposed = this.sql<Memory>`SELECT at, text FROM memory WHERE text LIKE '%Proposed: %' ORDER BY id DESC LIMIT ${recalled}`
    return [...new Map([...last, ...proposed].map((one) => [`${one.at} ${one.text}`, one])).values()].toReversed()
  }

  /** What is older than the director's file allows is forgotten. */
  #remember(key: DirectorKey, now: Date, texts: string[]): void {
    this.#table()
    const days = directors.find((one) => one.key === key)?.memoryDays ?? 30
    for (const text of texts) void this.sql`INSERT INTO memory (at, text) VALUES (${now.toISOString()}, ${text.slice(0, 1000)})`
    void this.sql`DELETE FROM memory WHERE at < ${new Date(now.getTime() - days * 86_400_000).toISOString()}`
  }

  #table(): void {
    void this.sql`CREATE TABLE IF NOT EXISTS memory (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, text TEXT NOT NULL)`
  }
}
