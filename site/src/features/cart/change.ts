import type { AstroGlobal } from "astro"
import { attempt, postedForm, textOf } from "#site/src/features/form/failure.ts"
import { knownVisitor } from "#site/src/features/visitor/visitor.ts"
import { cartId, rememberCart } from "./cookie.ts"
import { utmCookie, utmOf } from "./utm.ts"

type Page = Pick<AstroGlobal, "request" | "cookies" | "url" | "locals">

/** Puts a good into the visitor's cart, making the cart when there is none, with the campaign that brought the visitor. */
export async function putInCart({ request, cookies, url, locals }: Page, slug: string) {
  const utm = utmOf(cookies.get(utmCookie)?.value)
  const cart = await locals.shop.cart.add({ cartId: cartId(cookies), slug, utm, visitor: knownVisitor(request, cookies) })
  rememberCart(cookies, cart.id, url)
  return cart
}

/** Answers a cart form; the value is where the visitor goes next. */
export function changeCart(page: Page) {
  return attempt(async () => {
    const form = (await postedForm(page.request)) ?? new FormData()
    const id = cartId(page.cookies)
    if (textOf(form, "do") === "remove") {
      if (id !== null) await page.locals.shop.cart.remove({ cartId: id, productId: textOf(form, "productId") })
      return "/cart"
    }
    const slug = textOf(form, "slug")
    await putInCart(page, slug)
    return `/cart?added=${encodeURIComponent(slug)}`
  })
}
