import type { AstroCookies } from "astro"

const name = "cart"

export const cartId = (cookies: AstroCookies): string | null => cookies.get(name)?.value ?? null

/** Keeps the cart for thirty days; scripts cannot read it and other sites cannot send it. */
export function rememberCart(cookies: AstroCookies, id: string, url: URL): void {
  cookies.set(name, id, { path: "/", httpOnly: true, sameSite: "lax", secure: url.protocol === "https:", maxAge: 30 * 86_400 })
}
