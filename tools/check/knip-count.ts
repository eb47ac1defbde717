import type { Reporter } from 'knip';

/** Says how many files knip looked at, which its own reporters do not. */
const countFiles: Reporter = ({ counters }) => {
  console.log(`knip looked at ${counters.total} files`);
};

export default countFiles;
