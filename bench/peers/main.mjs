// One end of one peer in a process of its own: `main.mjs <peer> server` or `main.mjs <peer> client <port>`.
const [peer, role, port] = process.argv.slice(2);
const { serve, connect } = await import(`./${peer}.mjs`);

if (role === 'server') {
  process.send({ port: await serve() });
} else {
  const client = await connect(Number(port));
  process.on('message', async ({ work, args }) => {
    try {
      const start = performance.now();
      const result = await client[work](...args);
      process.send({ ms: performance.now() - start, result });
    } catch (error) {
      process.send({ error: error?.stack ?? String(error) });
    }
  });
  process.send({ ready: true });
}
process.on('disconnect', () => process.exit());
