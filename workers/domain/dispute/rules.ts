import type { DisputeStatus } from "#schemas/dispute.ts"
import type { Evidence } from "#workers/adapters/payments/payments.ts"

export const isClosed = (status: DisputeStatus) => status === "won" || status === "lost" || status === "withdrawn"
/** From a formal dispute on the bank holds the money; a lost one never comes back. */
export const moneyIsHeld = (status: DisputeStatus) => status === "needs_response" || status === "under_review" || status === "lost"

export type Answerable = { status: DisputeStatus; dueBy: Date | null; answeredAt: Date | null }

/** Whether the bank still listens: one answer, in time. */
export function ruleAnswer(dispute: Answerable, now: Date): { allowed: true } | { allowed: false; reason: string } {
  if (dispute.answeredAt) return { allowed: false, reason: "The evidence was handed in already; the bank takes one answer." }
  if (dispute.status !== "needs_response" && dispute.status !== "inquiry")
    return { allowed: false, reason: `The dispute is ${dispute.status.replace("_", " ")}, so no evidence is wanted.` }
  if (dispute.dueBy && dispute.dueBy < now) return { allowed: false, reason: "The time for evidence is over." }
  return { allowed: true }
}

/** What happened, as the evidence tells it. Times are UTC. */
export type Story = {
  seller: string
  number: string
  email: string | null
  paidAt: Date | null
  goods: { title: string; about: string; files: string[] }[]
  bill: string[]
  downloads: { at: Date; file: string; client: string | null }[]
  refundPolicy: string
  terms: string
  note?: string
}

const minute = (at: Date) => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`
/** Stripe takes 20,000 characters a field and 150,000 in all. */
const most = 18_000

export const accessLog = ({ downloads }: Story): string[] =>
  downloads.map(({ at, file, client }) => `${minute(at)}  ${file}${client ? `  from visitor ${client}` : ""}`)

/** The fields that are text; the receipt and the record of delivery go beside them as files. */
export function evidenceText(story: Story): Evidence {
  const { goods, downloads, paidAt, email, seller, note } = story
  const log = accessLog(story)
  const got = goods.map(({ title, about, files }) => `${title}: ${about} Files: ${files.join(", ")}.`)
  return {
    customer_email_address: email ?? undefined,
    product_description: `Digital goods, delivered by download at once after payment. ${got.join(" ")}`.slice(0, most),
    access_activity_log: (log.length > 0 ? log.join("\n") : "The files were made available; no download was logged.").slice(0, most),
    service_date: paidAt ? paidAt.toISOString().slice(0, 10) : undefined,
    refund_policy_disclosure: `Linked at the foot of every page and beside the pay button before the order was placed.`,
    uncategorized_text: [
      `Order ${story.number} at ${seller}, paid ${paidAt ? minute(paidAt) : "at the time of the charge"}.`,
      `A receipt with the download page was mailed to ${email ?? "the buyer"}. The files were fetched ${downloads.length} times.`,
      note,
    ]
      .filter(Boolean)
      .join(" ")
      .slice(0, most),
  }
}

/** The record of delivery on paper. */
export const deliverySections = (story: Story) => [
  { heading: "What was bought", lines: story.goods.map(({ title, about, files }) => `${title}. ${about} Files: ${files.join(", ")}.`) },
  { heading: "Access log", lines: story.downloads.length > 0 ? accessLog(story).slice(0, 400) : ["No download was logged."] },
  { heading: "Refund policy", lines: plain(story.refundPolicy) },
  { heading: "Terms of sale", lines: plain(story.terms) },
]

export const receiptSections = (story: Story) => [
  { heading: "Bill", lines: story.bill },
  { heading: "Buyer", lines: [story.email ?? "No address was given."] },
]

/** Markdown as the paper shows it: without its signs. */
const plain = (markdown: string) =>
  markdown
    .replace(/^---[\s\S]*?\n---\n/, "")
    .split(/\n\s*\n/)
    .map((part) =>
      part
        .replace(/^#+\s*/gm, "")
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replaceAll(/[*_`]/g, "")
        .replaceAll("\n", " ")
        .trim(),
    )
    .filter(Boolean)
