// Monaco's workers, bundled beside this file. Must be set before an editor is created.
const FILE_BY_LABEL = { json: "json.worker.js", graphql: "graphql.worker.js" };

globalThis.MonacoEnvironment = {
  getWorker: (_workerId, label) =>
    new Worker(new URL(FILE_BY_LABEL[label] ?? "editor.worker.js", new URL(import.meta.url)), { name: label }),
};
