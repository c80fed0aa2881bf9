import { Agent } from "agents"
import { ProductNews, type ProductState } from "#schemas/agent.ts"
import type { Bindings } from "#workers/env.ts"

const timelineLength = 60

/** The live state of one product: stage, scores, listings, timeline. The console subscribes to it over a WebSocket. */
export class ProductAgent extends Agent<Bindings, ProductState> {
  override initialState: ProductState = {
    productId: "",
    stage: "brief",
    title: "",
    kind: null,
    score: null,
    channels: {},
    timeline: [],
    updatedAt: new Date(0).toISOString(),
  }

  /** Browsers may watch and may not write. */
  override shouldConnectionBeReadonly(): boolean {
    return true
  }

  /** Takes in what happened and tells the product director's board. */
  async hear(productId: string, given: ProductNews): Promise<void> {
    const news = ProductNews.parse(given)
    const at = new Date().toISOString()
    const { channel, note, ...facts } = news
    const state: ProductState = {
      ...this.state,
      ...facts,
      productId,
      channels: channel ? { ...this.state.channels, [channel.name]: { status: channel.status, url: channel.url } } : this.state.channels,
      timeline: [...this.state.timeline, { at, note }].slice(-timelineLength),
      updatedAt: at,
    }
    this.setState(state)
    const { title, kind, stage, score } = state
    await this.env.DirectorAgent.getByName("product").place(productId, { title, kind, stage, score, updatedAt: at })
  }

  async current(): Promise<ProductState> {
    return this.state
  }
}
