# Every target works in a checkout of any name; `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
RUN := @python3 "$(CURDIR)/dev/run"
export PORT DB DEMO FILE K DATE AS_OF PROJECT SOURCE

.PHONY: help demo up down reset db import quick test test-live lint fmt i18n wheel \
	bench screenshots core-tests setup

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' \
		"$(CURDIR)/Makefile"

demo: ## [PORT=8069] everything from nothing, then the demo community, in the foreground
	$(RUN) demo

up: ## [PORT=8069] the same in the background
	$(RUN) up

down: ## stop what `make up` started
	$(RUN) down

reset: ## forget this clone's databases: the next demo starts afresh
	$(RUN) reset

db: ## DB=name [DEMO=1] a fresh database with the add-on installed, not served
	$(RUN) db

import: ## FILE=path [DB=name] import contributions and print the report
	$(RUN) import

quick: ## [K=words] the tests whose name matches, in seconds
	$(RUN) quick

test: ## everything: linters, tests, browsers, demo data, wheel, real server
	$(RUN) test

test-live: ## what needs a real server with two workers and real browsers
	$(RUN) test-live

lint: ## every linter, and a seeded error for each of them
	$(RUN) lint

fmt: ## let ruff and prettier lay the files out
	$(RUN) fmt

i18n: ## write the strings into i18n, and list what has no French yet
	$(RUN) i18n

wheel: ## build odoo-addon-code_social from the last commit
	$(RUN) wheel

bench: ## measure the pages
	$(RUN) bench

screenshots: ## photograph the demo community's pages into docs/img
	$(RUN) screenshots

core-tests: ## Odoo's own tests of the modules we extend, with and without us
	$(RUN) core-tests

setup: ## set everything up and start nothing
	$(RUN) setup
