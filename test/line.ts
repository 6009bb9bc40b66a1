import { connect, createServer, type Socket } from 'node:net'

/** The line between a browser and a portal, which can be cut. */
export interface Line {
  /** Where the portal is at this end. */
  url: string
  /** Breaks what is under way; nothing can be reached until it is mended. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function openLine(to: string): Promise<Line> {
  const { hostname, port } = new URL(to)
  const sockets = new Set<Socket>()
  let broken = false
  const server = createServer((near) => {
    if (broken) return near.destroy()
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    near.on('close', () => far.destroy()).pipe(far)
    far.on('close', () => near.destroy()).pipe(near)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const cut = () => {
    broken = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    cut,
    mend: () => {
      broken = false
    },
    close: async () => {
      cut()
      await new Promise((closed) => server.close(closed))
    },
  }
}
