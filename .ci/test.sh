#!/usr/bin/env bash
# All tests: first those of the engine's environment, then those of the api's, browser and processes.
set -uo pipefail
status=0
bash .ci/lint.sh || status=1
echo "== engine: components, actions, dialogue, evaluation"
PYTHONWARNINGS=ignore .venv/bot/bin/python -m pytest -p no:cacheprovider \
  tests/bot tests/actions tests/nlu tests/dialogues || status=1
echo "== api, database, contracts, browser, whole product"
.venv/api/bin/python -m pytest tests/api tests/contracts tests/architecture tests/web tests/e2e || status=1
exit $status
