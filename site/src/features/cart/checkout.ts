import type { AstroGlobal } from "astro"
import { attempt, textOf } from "#site/src/features/form/failure.ts"
import { putInCart } from "./change.ts"
import { cartId } from "./cookie.ts"

type Page = Pick<AstroGlobal, "request" | "cookies" | "url" | "locals">

/** Starts the payment of what is in the cart, with `slug` put in first ("Buy now"). The value is the hosted page's address. */
export function startCheckout(page: Page, form: FormData) {
  return attempt(async () => {
    const slug = textOf(form, "slug")
    const email = textOf(form, "email")
    const id = slug === "" ? cartId(page.cookies) : (await putInCart(page, slug)).id
    if (id === null) return "/cart"
    const { url } = await page.locals.shop.checkout.start({ cartId: id, ...(email !== "" && { email, remind: form.has("remind") }) })
    return url
  })
}
