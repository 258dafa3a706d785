// The official JavaScript client, in the protocol of ContestantMain and StartMain.
const [, , mode, ...args] = process.argv;

if (mode === "start") {
  const [platform] = args;
  const { LangfuseClient } = await import("@langfuse/client");
  const client = new LangfuseClient({ publicKey: "pk-lf-bench", secretKey: "sk-lf-bench", baseUrl: platform });
  // one page as dataset.get reads it; the whole dataset would be many
  const page = await client.api.datasetItems.list({ datasetName: "bench", limit: 50, page: 1 });
  console.log(`FIRST 1 ${page.data[0].mediaReferences.length}`);
  process.stdin.on("end", () => process.exit(0)).resume();
} else {
  const [workload, platform, files, latency, sizes] = args;
  const { createInterface } = await import("node:readline");
  const { create } = await import("./work.mjs");
  const [media, mediaBytes, fileCount, , largeBytes, , nodes] = sizes.split(" ").map(Number);
  const scene = { platform, files, latency: Number(latency), media, mediaBytes, fileCount, largeBytes, nodes };
  const run = await create(workload, scene);
  console.log("READY");
  let cold = true;
  for await (const line of createInterface({ input: process.stdin })) {
    void line;
    const calls = cold || !workload.startsWith("W5") ? 1 : 20;
    cold = false;
    const start = process.hrtime.bigint();
    let outcome;
    for (let i = 0; i < calls; i++) {
      outcome = await run();
    }
    const took = (process.hrtime.bigint() - start) / BigInt(calls);
    console.log(`DONE ${took} 0 ${outcome.operations} ${outcome.references} ${outcome.hash}`);
  }
  process.exit(0);
}
