import { fileURLToPath } from 'node:url';
import { checkImports } from './import-direction/check-imports.ts';
import { readHouse } from './import-direction/house.ts';

const house = readHouse(new URL('./floors.json', import.meta.url));
const { files, imports, violations } = checkImports(
  fileURLToPath(new URL('../src', import.meta.url)),
  house,
);

for (const violation of violations) console.error(violation);
console.log(
  `import direction: ${files} files, ${imports} imports, ${violations.length} violations`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
