import { ProductBrief } from "#schemas/brief.ts"
import { FlagValue } from "#schemas/flag.ts"
import { diffOf, ProposalKind, type ProposalDiff } from "#schemas/proposal.ts"
import { accountableFor } from "#seeds/org/index.ts"
import { agent, type Ctx } from "#workers/context.ts"
import { conflict } from "#workers/errors.ts"
import { majorUnits } from "#workers/lib/money.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { experiment } from "#workers/domain/experiment/index.ts"
import { flagWrite } from "#workers/domain/flag/index.ts"
import { listing, loadProduct, relist } from "#workers/domain/listing/index.ts"
import { kindOf } from "./kinds.ts"

/** `all`: what changes together; every kind but words has one. */
type Work = { ctx: Ctx; subject: string; diff: ProposalDiff; all: ProposalDiff[]; why: string }
const wrong = (): never => {
  throw new Error("The diff does not fit its kind.")
}

/** How each kind is carried out, by the operations that people use too. Called with the accountable director's context. */
const carriers: Partial<Record<ProposalKind, (work: Work) => Promise<unknown>>> = {
  async price({ ctx, subject, diff: { to } }) {
    const { slug, currency } = await loadProduct(ctx, subject)
    const amount = typeof to === "number" ? to : wrong()
    return listing.revise(ctx, { slug, price: majorUnits({ amount, currency }) })
  },
  words({ ctx, subject, all }) {
    const typed = diffOf.words.parse(all)
    const { cover, ...copy } = Object.fromEntries(typed.map(({ target, to }) => [target.replace("product.", ""), to]))
    const words = listing.reword.spec.input.shape.copy.parse(copy)
    return listing.reword(ctx, { productId: subject, copy: words, ...(typeof cover === "string" && { cover }) })
  },
  async retire({ ctx, subject, diff: { to }, why }) {
    const product = await loadProduct(ctx, subject)
    if (to === false) return listing.withdraw(ctx, { slug: product.slug, reason: why })
    if (!product.draft) throw conflict("It has no draft to put back on sale.")
    // Putting something on sale is another director's decision than taking it off.
    const seller = ctx.as(agent(accountableFor("listing.publish")))
    await listing.push(seller, { productId: product.id, draftId: product.draft.draftId, channel: "storefront" })
    return relist(ctx, product.id)
  },
  async experiment({ ctx, subject }) {
    const { id } = await experiment.create(ctx, { productId: subject, kind: "title" })
    return experiment.start(ctx, { id })
  },
  brief({ ctx, subject, diff: { to } }) {
    // The run has the idea from now on; without it the idea would be put back, and made a second time.
    const ideaId = subject.startsWith("ida_") ? subject : null
    return draft.request(ctx, { brief: ProductBrief.parse(to), ideaId, until: "improve", channels: ctx.settings.PUBLISH_CHANNELS })
  },
  flag: (work) => setFlag(work, work.diff.target.replace(/^flag\./, "")),
  budget: (work) => setFlag(work, work.diff.target),
}

/** What kinds code carries out by itself. */
export const carriedOut = (kind: string): boolean => kind in carriers

async function setFlag({ ctx, diff, why }: Work, key: string) {
  const value = FlagValue.parse(diff.to)
  await ctx.commit({
    writes: [flagWrite(ctx, key, value, why)],
    audit: { operation: "flag.set", subject: key, detail: { from: diff.from, to: value, why } },
  })
}

/** Carries out a diff, as the director who answers for it. */
export async function carryOut(ctx: Ctx, kind: string, subject: string, diff: ProposalDiff[], why: string): Promise<void> {
  const carrier = carriers[ProposalKind.parse(kind)]
  if (!carrier) throw conflict(`A ${kind} is carried out by people; nothing was changed.`)
  const director = ctx.as(agent(accountableFor(kindOf(kind).decision)))
  const [first] = diff
  if (first) await carrier({ ctx: director, subject, diff: first, all: diff, why })
}
