// What one pass of each workload is with the official JavaScript client.
import { createHash, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { LangfuseClient, LangfuseMedia } from "@langfuse/client";

const MEDIA_AT_A_TIME = 32;
const FILES_AT_A_TIME = 8;

export async function create(workload, scene) {
  switch (workload) {
    case "W1":
      return items(scene);
    case "W2":
      return () => uploads(scene, scene.fileCount, FILES_AT_A_TIME, (i) => `${scene.files}/file-${i}.bin`);
    case "W3":
      return () => uploads(scene, 1, 1, () => `${scene.files}/large.bin`);
    case "W4":
      return () => pull(scene);
    case "W5":
      return replace(scene);
    default:
      throw new Error(`no ${workload}`);
  }
}

function client(scene) {
  scene.client ??= new LangfuseClient({
    publicKey: "pk-lf-bench",
    secretKey: "sk-lf-bench",
    baseUrl: scene.platform,
  });
  return scene.client;
}

/** Runs `task` for 0 to `count - 1`, so many at a time. */
async function parallel(count, atATime, task) {
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < count; i = next++) {
      await task(i);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, count) }, worker));
}

function done(operations, references = 0, hash = 0) {
  return { operations, references, hash };
}

function items(scene) {
  const pictures = Array.from({ length: scene.media }, () => randomBytes(scene.mediaBytes));
  return async () => {
    await parallel(scene.media, MEDIA_AT_A_TIME, (i) =>
      client(scene).dataset.createItem({
        datasetName: "bench",
        id: `item-${i}`,
        input: {
          question: "What is shown?",
          image: new LangfuseMedia({ source: "bytes", contentBytes: pictures[i], contentType: "image/png" }),
        },
      }),
    );
    return done(scene.media);
  };
}

async function uploads(scene, count, atATime, path) {
  const { uploadMedia } = await import("@langfuse/core");
  await parallel(count, atATime, async (i) => {
    const contentBytes = await readFile(path(i));
    const media = new LangfuseMedia({ source: "bytes", contentBytes, contentType: "video/mp4" });
    await uploadMedia({
      apiClient: client(scene).api,
      media,
      datasetId: "cmbenchdataset0001",
      datasetItemId: `item-${i}`,
      field: "input",
    });
  });
  return done(count);
}

async function pull(scene) {
  const dataset = await client(scene).dataset.get("bench");
  let hash = 0;
  let references = 0;
  for (const item of dataset.items) {
    hash = crc32(item.id, hash);
    references += typeof item.input.messages[1].content[1].image === "object" ? 1 : 0;
    references += typeof item.metadata.drawing === "object" ? 1 : 0;
  }
  return done(dataset.items.length, references, hash);
}

/** The function is not exported: the module is read again with an export more. */
async function replace(scene) {
  const dist = new URL("./node_modules/@langfuse/client/dist/", import.meta.url);
  const source = await readFile(new URL("index.mjs", dist), "utf8");
  await writeFile(new URL("bench.mjs", dist), `${source}\nexport { replaceDatasetItemMedia };\n`);
  const module = await import(new URL("bench.mjs", dist));
  const data = tree(scene.nodes, module.LangfuseMedia);
  return async () => {
    const collected = new Map();
    await module.replaceDatasetItemMedia(data, "input", collected);
    if (collected.size !== 100) {
      throw new Error(`${collected.size} media were found`);
    }
    return done(1, collected.size);
  };
}

function tree(nodes, Media) {
  const rows = Math.floor(nodes / 17);
  const every = Math.max(1, Math.floor(rows / 100));
  return Array.from({ length: rows }, (_, i) => ({
    id: i,
    label: `label of row ${i}`,
    score: i / 7,
    tags: ["first", "second", "third"],
    nested: { a: `nested text of row ${i}`, b: i % 2 === 0, c: null, list: [i, i + 1, i + 2] },
    image:
      i % every === 0 && i / every < 100
        ? new Media({
            source: "bytes",
            contentBytes: createHash("sha512").update(String(i)).digest(),
            contentType: "image/png",
          })
        : "no image",
  }));
}
