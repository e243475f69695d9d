# Each target does its own set-up and says what it installs. The work is in scripts/; scripts/steps names and times the steps.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## from nothing to an answer: set up, build, fetch the model, ask, show what judged the answer
	@scripts/steps demo setup host skills model demo

.PHONY: build
build: ## the host and its skills: target/release/omni, target/skills, target/policies
	@scripts/steps build setup host skills

.PHONY: skills
skills: ## the skills and their policies alone
	@scripts/steps skills setup skills

.PHONY: model
model: ## fetch the model of the demo and the tests (98 MB, once)
	@scripts/steps model setup host model

.PHONY: test
test: ## every test, end-to-end ones on the real binary and the real model
	@scripts/steps test setup test_tools host skills model compile_tests test

.PHONY: bench
bench: ## measure, and print tables
	@scripts/steps bench setup host skills model bench bench_images

.PHONY: lint
lint: ## formatting, clippy, documentation, one build of heavy dependencies, licences
	@scripts/steps lint setup format clippy documentation one_build dependencies

.PHONY: fmt
fmt: ## format all Rust here
	@scripts/format

.PHONY: doc
doc: ## the documentation of the crates: target/doc
	@scripts/steps doc setup documentation

.PHONY: clean
clean: ## remove what was built; the model stays
	@scripts/clean
