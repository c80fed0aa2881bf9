import type { AstroCookies } from "astro"

const name = "cart"

/** The visitor's cart, or null; a cookie that no cart of ours could have is treated as none. */
export function cartId(cookies: Pick<AstroCookies, "get">): string | null {
  const id = cookies.get(name)?.value
  return id && /^\w{1,60}$/.test(id) ? id : null
}

/** Keeps the cart for thirty days; scripts cannot read it and other sites cannot send it. */
export function rememberCart(cookies: AstroCookies, id: string, url: URL): void {
  cookies.set(name, id, { path: "/", httpOnly: true, sameSite: "lax", secure: url.protocol === "https:", maxAge: 30 * 86_400 })
}
