# `make run` and `make test` set up whatever is missing; nothing has to be edited or installed first.
PYTHON ?= python3
API := .venv/api/bin/python
BOT := .venv/bot/bin/python

.PHONY: help run test setup train eval baseline bench safety verify seed-demo screenshots lint clean

help: ## show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## set up what is missing, start nothing
	@$(PYTHON) .ci/bootstrap.py run

run: setup ## set up what is missing and start everything (PORT, DATA_DIR)
	@LAVTERSKEL_STOP_WITH_PARENT=1 exec $(API) -m api.supervisor

train: ## train the model if what it is made of has changed
	@$(PYTHON) .ci/bootstrap.py bot
	@$(BOT) -m bot.train

eval: ## measure understanding: FILE=lines.jsonl [OUT=report.json] [TRAIN=other/nlu.yml]
	@test -n "$(FILE)" || { echo "Say which lines: make eval FILE=lines.jsonl"; exit 2; }
	@$(PYTHON) .ci/bootstrap.py bot
	@$(if $(TRAIN),true,$(BOT) -m bot.train)
	@$(BOT) -m bot.evaluation "$(FILE)" $(if $(OUT),--out "$(OUT)") $(if $(TRAIN),--train "$(TRAIN)")

baseline: train ## measure tests/nlu/evaluation and keep the figures that the tests hold on to
	@$(BOT) -m bot.evaluation.baseline

seed-demo: setup ## fill the database with the demo municipality
	@$(API) -m api.cli migrate && $(API) -m api.cli seed-demo

test: ## set up what is missing, then lint, types and all tests
	@$(PYTHON) .ci/bootstrap.py test
	@bash .ci/test_tools.sh
	@bash .ci/test.sh

lint: ## only lint and types
	@bash .ci/lint.sh

safety: train ## recall and false alarms of both crisis nets on tests/safety
	@$(BOT) -m tests.safety.report

verify: setup ## the long runs: wide property search (each call stands alone too)
	HYPOTHESIS_SEARCH=1500 $(API) -m pytest tests/bot/norwegian

bench: setup ## measure turns, memory and start-up
	@$(API) tests/load/bench.py

screenshots: ## renew the pictures in docs/images, of scripted words or of a running ADDRESS
	@$(API) .ci/screenshots.py $(ADDRESS)

clean: ## remove environments, builds and the model; keeps DATA_DIR
	rm -rf .venv models api/web/dist api/web/node_modules .rasa
