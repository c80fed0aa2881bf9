import { Agent } from "agents"
import type { BoardState } from "#schemas/agent.ts"
import type { Bindings } from "#workers/env.ts"

const boardSize = 200

/** The host of the directors; `product` is the Chief Product Agent, whose board shows every product at a glance. */
export class DirectorAgent extends Agent<Bindings, BoardState> {
  override initialState: BoardState = { products: {} }

  override shouldConnectionBeReadonly(): boolean {
    return true
  }

  /** Puts a product's newest state on the board; the oldest leave a full one. */
  async place(productId: string, entry: BoardState["products"][string]): Promise<void> {
    const all = Object.entries({ ...this.state.products, [productId]: entry })
    const newest = all.sort(([, a], [, b]) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, boardSize)
    this.setState({ products: Object.fromEntries(newest) })
  }

  async board(): Promise<BoardState> {
    return this.state
  }
}
