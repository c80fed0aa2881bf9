/** The entry for tests that need no Worker around them. */
export default { fetch: () => new Response("ok") }
