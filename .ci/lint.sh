#!/usr/bin/env bash
# Lint, formatting, types and import rules.
set -euo pipefail
bin=.venv/api/bin
echo "== lint"
$bin/ruff check .
$bin/ruff format --check .
$bin/yamllint -s -c .ci/yamllint.yml domain.yml config.yml bot data api/content/texts
echo "== types"
$bin/mypy
echo "== imports"
$bin/lint-imports
