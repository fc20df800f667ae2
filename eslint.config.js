import tseslint from 'typescript-eslint';
import hooks from 'eslint-plugin-react-hooks';

/**
 * Imports point one way: app → components, app → workers → decoder, cli → decoder. Inside the decoder two
 * stacks meet in record/: source → capture → network → rpc, and xdr → types → programs.
 */
const zones = {
  'src/decoder/source': ['source'],
  'src/decoder/capture': ['source', 'capture'],
  'src/decoder/network': ['source', 'capture', 'network'],
  'src/decoder/rpc': ['source', 'capture', 'network', 'rpc'],
  'src/decoder/xdr': ['xdr'],
  'src/decoder/types': ['xdr', 'types'],
  'src/decoder/programs': ['xdr', 'types', 'programs'],
  'src/decoder/record': ['source', 'capture', 'network', 'rpc', 'xdr', 'types', 'programs', 'record'],
  'src/decoder/filter': ['xdr', 'types', 'programs', 'rpc', 'record', 'filter'],
  'src/decoder/follow': ['xdr', 'types', 'programs', 'rpc', 'record', 'follow'],
  'src/decoder/statistics': ['xdr', 'types', 'programs', 'rpc', 'record', 'follow', 'statistics'],
};
const stages = [
  'source',
  'capture',
  'network',
  'rpc',
  'xdr',
  'types',
  'programs',
  'record',
  'filter',
  'follow',
  'statistics',
];

const zoneRules = Object.entries(zones).map(([folder, allowed]) => ({
  files: [`${folder}/**/*.ts`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `(^|/)(${stages.filter((s) => !allowed.includes(s)).join('|')})/`,
            message: `${folder} may import ${allowed.join(', ')} only (docs/architecture.md).`,
          },
          { regex: '(^|/)(app|components|workers|cli)/', message: 'The decoder knows no page.' },
          {
            regex: '^(react|react-dom|zustand|node:)',
            message: 'The decoder is pure: no DOM, React or Node.',
          },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      'test-results',
      'playwright-report',
      '.screens',
      // made of grammar.peggy
      'src/decoder/filter/parser.js',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Everything opened may be hostile: build nodes.' },
        { property: 'outerHTML', message: 'Everything opened may be hostile: build nodes.' },
      ],
      'no-eval': 'error',
      'no-implied-eval': 'off',
      '@typescript-eslint/no-implied-eval': 'error',
    },
  },
  ...zoneRules,
  {
    files: ['src/components/**/*.{ts,tsx}'],
    ignores: ['**/*.test.*'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '(^|/)decoder/',
              allowTypeImports: true,
              message: 'Components take only types from the decoder.',
            },
            { regex: '(^|/)(app|workers|cli)/', message: 'Components know nothing of the store.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/workers/**/*.ts', 'src/cli/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '(^|/)(app|components)/', message: 'Imports point one way.' }] },
      ],
    },
  },
  {
    files: ['src/app/**/*.{ts,tsx}'],
    ignores: ['**/*.test.*'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '(^|/)decoder/',
              allowTypeImports: true,
              message: 'The page reaches the decoder through workers/.',
            },
          ],
        },
      ],
    },
  },
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
);
