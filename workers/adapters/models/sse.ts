/** The data of server-sent events, one JSON value each, as they come. Throws what JSON.parse throws on a broken one. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder()
  let rest = ""
  for await (const chunk of body) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n\r?\n/)
    rest = parts.pop() ?? ""
    for (const part of parts) {
      const data = part
        .split(/\r?\n/)
        .flatMap((line) => (line.startsWith("data:") ? [line.slice(5).trimStart()] : []))
        .join("\n")
      if (data && data !== "[DONE]") yield JSON.parse(data)
    }
  }
}
