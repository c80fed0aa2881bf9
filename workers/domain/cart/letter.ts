import type { Brand } from "#schemas/brand.ts"
import type { Cart } from "#schemas/cart.ts"
import { formatMoney } from "#workers/lib/money.ts"

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const escape = (text: string) => text.replaceAll(/[&<>"]/g, (char) => escapes[char] ?? char)

/** The one letter about a cart: what is in it, what it costs, the way back and the way out. No countdown and no discount that is none. */
export function reminderLetter(brand: Brand, cart: Cart, links: { restore: string; unsubscribe: string }, publicUrl: string) {
  const [first, ...others] = cart.lines
  const what = first ? (others.length > 0 ? `${first.title} and ${others.length} more` : first.title) : "your cart"
  const total = formatMoney(cart.total)
  const promise = "The price is today's, taxes where they apply are shown before you pay, and nothing has been charged."
  const why = `You asked for this reminder at the checkout of ${brand.name}. It is the only one about this cart.`
  const text = [
    "You left something in your cart:",
    cart.lines.map(({ title, price }) => `- ${title}: ${formatMoney(price)}`).join("\n"),
    `Total ${total}`,
    `Your cart is here:\n${links.restore}`,
    promise,
    `${why}\nNo more reminders to this address: ${links.unsubscribe}`,
    brand.legalName,
  ].join("\n\n")
  const rows = cart.lines
    .map(
      ({ title, slug, cover, price }) => `<tr>
<td width="88" style="padding:8px 0"><img src="${escape(publicUrl + cover.url)}" width="72" height="72" alt="" style="border-radius:6px;object-fit:cover"></td>
<td style="padding:8px 12px"><a href="${escape(`${publicUrl}/products/${slug}`)}" style="color:#1d1b16">${escape(title)}</a></td>
<td align="right" style="padding:8px 0;white-space:nowrap">${escape(formatMoney(price))}</td></tr>`,
    )
    .join("")
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(what)}</title></head>
<body style="margin:0;background:#f6f4ef;color:#1d1b16;font:16px/1.5 Helvetica,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#fff;border-radius:10px"><tr><td style="padding:28px">
<p style="margin:0 0 4px;font-weight:bold">${escape(brand.name)}</p>
<h1 style="margin:0 0 12px;font-size:22px;line-height:1.3">You left something in your cart</h1>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${rows}
<tr><td></td><td style="padding:8px 12px;border-top:1px solid #ddd">Total</td><td align="right" style="padding:8px 0;border-top:1px solid #ddd"><b>${escape(total)}</b></td></tr></table>
<p style="margin:20px 0"><a href="${escape(links.restore)}" style="display:inline-block;background:#1d1b16;color:#fff;padding:12px 20px;border-radius:6px;text-decoration:none">Open my cart</a></p>
<p style="margin:0 0 16px">${promise}</p>
<p style="margin:0;font-size:13px;color:#5c574c">${escape(why)} <a href="${escape(links.unsubscribe)}" style="color:#5c574c">No more reminders to this address</a>.<br>${escape(brand.legalName)}</p>
</td></tr></table></td></tr></table></body></html>`
  return { subject: `${brand.name}: ${what} is still in your cart`, text, html }
}
