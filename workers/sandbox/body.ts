/** A form or JSON body as text. Decoded by hand: workerd warns about `.text()` on forms, hundreds of times in a test run. */
export async function bodyText(request: Request): Promise<string> {
  return new TextDecoder().decode(await request.arrayBuffer())
}
