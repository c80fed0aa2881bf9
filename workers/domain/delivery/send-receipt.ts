import { z } from "zod"
import { MailError } from "#workers/adapters/mail/index.ts"
import { formatMoney } from "#workers/lib/money.ts"
import { operation } from "#workers/operation.ts"
import { loadOrder, orderNumber, orderUrl } from "#workers/domain/order/index.ts"

/** Mails the receipt with the link to the downloads; the order's id keeps it from being sent twice. */
export const sendReceipt = operation({
  name: "delivery.receipt",
  about: "Mails a paid order's receipt and download link.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ orderId: z.string() }),
  output: z.strictObject({ sent: z.boolean() }),
})(async (ctx, { orderId }) => {
  const { order, lines } = await loadOrder(ctx, orderId)
  if (!order.email || order.status !== "paid") return { sent: false }
  const link = await orderUrl(ctx, orderId)
  const money = (amount: number) => formatMoney({ amount, currency: order.currency })
  const bought = lines.map((line) => `- ${line.title}: ${money(line.amount)}`).join("\n")
  const text = [
    `Thank you for your order ${orderNumber(order.number)}.`,
    bought,
    [
      `Subtotal ${money(order.subtotal)}`,
      ...(order.discount ? [`Discount${order.discountCode ? ` ${order.discountCode}` : ""} −${money(order.discount)}`] : []),
      ...(order.tax ? [`Tax${order.taxCountry ? ` (${order.taxCountry})` : ""} ${money(order.tax)}`] : []),
      `Total ${money(order.total)}`,
      ...(order.paidWith ? [`Paid with ${order.paidWith}`] : []),
    ].join("\n"),
    `Your files and this receipt are here:\n${link}`,
    "The download links on that page last 24 hours; open the page again for new ones.",
    `If a file does not open or is not as described, answer this mail within 14 days and you get your money back.\n${ctx.brand.legalName}`,
  ].join("\n\n")
  const message = {
    to: order.email,
    subject: `${ctx.brand.name}: your order ${orderNumber(order.number)}`,
    text,
    html: textToHtml(text, link),
    idempotencyKey: `receipt:${orderId}`,
    kind: "receipt" as const,
  }
  const refused = await ctx.mail.send(message).then(
    () => null,
    (error: unknown) => {
      // What the provider will never take is not tried for a day; the order's page has the files all the same.
      if (error instanceof MailError && !error.retryable) return error.message
      throw error
    },
  )
  await ctx.commit({ audit: { operation: "delivery.receipt", subject: orderId, detail: refused ? { refused } : {} } })
  return { sent: refused === null }
})

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const escapeHtml = (text: string) => text.replaceAll(/[&<>"]/g, (char) => escapes[char] ?? char)

function textToHtml(text: string, link: string): string {
  const paragraphs = text.split("\n\n").map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll("\n", "<br>")}</p>`)
  return `<!doctype html><html lang="en"><body>${paragraphs.join("").replace(escapeHtml(link), `<a href="${escapeHtml(link)}">Open your order</a>`)}</body></html>`
}
