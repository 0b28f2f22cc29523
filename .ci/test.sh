#!/usr/bin/env bash
# All tests. Two lanes side by side (the engine's environment, the api's), then what must have the
# machine for itself: the browser and the whole product.
set -uo pipefail
status=0
lane=$(mktemp)
trap 'rm -f "$lane"' EXIT

engine_lane() {
  echo "== engine: components, actions, evaluation, training data"
  PYTHONWARNINGS=ignore .venv/bot/bin/python -m pytest -p no:cacheprovider \
    tests/bot tests/actions tests/nlu tests/safety
}

bash .ci/lint.sh || status=1
engine_lane >"$lane" 2>&1 &
engine=$!
echo "== api, database, contracts, architecture"
.venv/api/bin/python -m pytest tests/api tests/contracts tests/architecture || status=1
wait $engine || status=1
cat "$lane"
echo "== browser"
.venv/api/bin/python -m pytest tests/web || status=1
# A process of its own: Playwright's loop of the browser tests stays open until their end.
echo "== whole product"
.venv/api/bin/python -m pytest tests/e2e || status=1
exit $status
