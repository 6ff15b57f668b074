# Every target runs from any folder name; `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
RUN := python3 $(CURDIR)/dev/run

.PHONY: help db

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

db: ## DB=name [DEMO=1]: a fresh database with the add-on installed, not served
	@$(RUN) db DB="$(DB)" DEMO="$(DEMO)"
