// Called from the top of the project with --config, so that the patterns are seen from there.
import js from "@eslint/js";
import globals from "globals";

const rules = {
  "consistent-return": "error",
  curly: ["error", "multi-line"],
  "default-param-last": "error",
  eqeqeq: "error",
  "max-len": ["error", { code: 240 }],
  "max-lines": ["error", 400],
  "max-lines-per-function": ["error", 60],
  "no-duplicate-imports": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-param-reassign": "error",
  "no-self-compare": "error",
  "no-shadow": "error",
  "no-throw-literal": "error",
  "no-unmodified-loop-condition": "error",
  "no-unreachable-loop": "error",
  "no-unused-expressions": ["error", { allowShortCircuit: true, allowTernary: true }],
  "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
  "no-useless-return": "error",
  "no-var": "error",
  "one-var": ["error", { initialized: "never" }], // the joiner reads one name a declaration
  "prefer-const": "error",
};

export default [
  js.configs.recommended,
  { files: ["interestlab/ui/**/*.js"], languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.browser }, rules },
  { files: ["tests/**/*.mjs"], languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.node }, rules },
];
