// Plain JavaScript: it must run on the old Node that it turns away.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Credence needs Node.js 24 or newer, and this is ${process.versions.node}. ` +
      'Run "npm ci" first: it brings a Node 24 for the npm scripts on Linux and macOS (x64, arm64). ' +
      'Elsewhere, install one from https://nodejs.org.',
  );
  process.exitCode = 1;
}
